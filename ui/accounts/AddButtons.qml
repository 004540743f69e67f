// The two ways to add an account.
import QtQuick
import ui.controls

Grid {
    id: root

    property bool primary: false
    readonly property int share: columns === 2 ? (width - columnSpacing) / 2 : width

    signal byLogin
    signal byAddress

    columns: Theme.landscape ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.px(3)

    ActionButton {
        objectName: "addByLogin"
        width: root.share
        look: root.primary ? ActionButton.Primary : ActionButton.Outline
        glyph: "key"
        text: qsTr("Добавить по логину и паролю")
        onClicked: root.byLogin()
    }
    ActionButton {
        objectName: "addByAddress"
        width: root.share
        look: root.primary ? ActionButton.Primary : ActionButton.Outline
        glyph: "map-pin"
        text: qsTr("Добавить по адресу")
        onClicked: root.byAddress()
    }
}
