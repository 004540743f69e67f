// The two ways to add an account.
import QtQuick
import ui.controls

Column {
    id: root

    required property AccountsViewModel viewModel
    readonly property int look: viewModel.empty ? ActionButton.Primary : ActionButton.Outline

    spacing: Theme.px(3)

    ActionButton {
        objectName: "addByLogin"
        width: root.width
        look: root.look
        glyph: "key"
        text: qsTr("Добавить по логину и паролю")
        onClicked: root.viewModel.byLogin()
    }
    ActionButton {
        objectName: "addByAddress"
        width: root.width
        look: root.look
        glyph: "map-pin"
        text: qsTr("Добавить по адресу")
        onClicked: root.viewModel.byAddress()
    }
}
