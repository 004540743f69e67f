// Which appeals are listed; the chosen filter is tinted and ticked.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Grid {
    id: root

    required property string current
    property bool upright: false

    signal picked(name: string)

    columns: upright ? 1 : 3
    spacing: Theme.px(3)

    Choice {
        objectName: "filter:all"
        width: root.upright ? root.width : (root.width - 2 * root.spacing) / 3
        text: qsTr("Все")
        chosen: root.current === "all"
        onClicked: root.picked("all")
    }
    Choice {
        objectName: "filter:open"
        width: root.upright ? root.width : (root.width - 2 * root.spacing) / 3
        text: qsTr("Открытые")
        chosen: root.current === "open"
        onClicked: root.picked("open")
    }
    Choice {
        objectName: "filter:closed"
        width: root.upright ? root.width : (root.width - 2 * root.spacing) / 3
        text: qsTr("Закрытые")
        chosen: root.current === "closed"
        onClicked: root.picked("closed")
    }
}
