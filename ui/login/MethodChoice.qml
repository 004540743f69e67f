// How the code comes: one of two, always one.
import QtQuick
import ui.controls

Row {
    id: root

    required property LoginViewModel viewModel
    readonly property int share: (width - spacing) / 2

    spacing: Theme.gap

    ActionButton {
        objectName: "sms"
        width: root.share
        look: ActionButton.Outline
        selected: !root.viewModel.byCall
        glyph: "message"
        text: qsTr("СМС")
        Accessible.role: Accessible.RadioButton
        Accessible.checked: selected
        onClicked: root.viewModel.choose(false)
    }
    ActionButton {
        objectName: "call"
        width: root.share
        look: ActionButton.Outline
        selected: root.viewModel.byCall
        glyph: "phone"
        text: qsTr("Звонок")
        Accessible.role: Accessible.RadioButton
        Accessible.checked: selected
        onClicked: root.viewModel.choose(true)
    }
}
