// «Продолжить» says what is still missing, or what is going on.
import ui.controls

ActionButton {
    id: root

    required property LoginViewModel viewModel

    objectName: "proceed"
    dimmed: root.viewModel.waiting !== "" || root.viewModel.missing !== ""
    text: root.viewModel.waiting !== "" ? root.viewModel.waiting : root.viewModel.retry ? qsTr("Попробовать ещё раз") : qsTr("Продолжить")
    note: root.viewModel.waiting !== "" ? root.viewModel.waited : root.viewModel.missing
    onClicked: root.viewModel.proceed()
}
