// «Добавить» says what is going on.
import ui.controls

ActionButton {
    id: root

    required property AccountsViewModel viewModel

    objectName: "link"
    dimmed: root.viewModel.linking !== ""
    text: root.viewModel.linking !== "" ? root.viewModel.linking : root.viewModel.retry ? qsTr("Попробовать ещё раз") : qsTr("Добавить")
    note: root.viewModel.linkingNote
    onClicked: root.viewModel.link()
}
