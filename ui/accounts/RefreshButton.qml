// Asks the company whether it has decided.
import ui.controls

ActionButton {
    id: root

    required property AccountsViewModel viewModel

    objectName: "refresh"
    look: ActionButton.Outline
    dimmed: root.viewModel.refreshing !== ""
    glyph: "refresh"
    text: root.viewModel.refreshing !== "" ? root.viewModel.refreshing : qsTr("Проверить статусы")
    onClicked: root.viewModel.refresh()
}
