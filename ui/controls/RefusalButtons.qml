// What can be done about something that was refused: say it once more, or put it away.
import QtQuick

Grid {
    id: root

    required property bool correctable
    property string about: ""
    property bool busy: false
    readonly property bool paired: correctable && width > Theme.px(Theme.large ? 170 : 110)
    readonly property int share: paired ? (width - spacing) / 2 : width
    readonly property string tail: about === "" ? "" : ":" + about

    signal corrected
    signal dismissed

    columns: paired ? 2 : 1
    spacing: Theme.px(4)

    ActionButton {
        objectName: "correct" + root.tail
        width: root.share
        visible: root.correctable
        dimmed: root.busy
        text: qsTr("Исправить")
        onClicked: root.corrected()
    }
    ActionButton {
        objectName: "dismiss" + root.tail
        width: root.share
        dimmed: root.busy
        look: ActionButton.Outline
        text: qsTr("Понятно")
        onClicked: root.dismissed()
    }
}
