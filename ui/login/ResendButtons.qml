// Another code: the same way, or the other; each says how long to wait.
import QtQuick
import ui.controls

Grid {
    id: root

    required property LoginViewModel viewModel
    readonly property int share: columns === 1 ? width : (width - columnSpacing) / 2
    readonly property string wait: viewModel.resendWait === "" ? "" : qsTr("через %1").arg(viewModel.resendWait)

    columns: 2
    columnSpacing: Theme.gap
    rowSpacing: Theme.px(3)

    ActionButton {
        objectName: "resend"
        width: root.share
        look: root.viewModel.codeAlive ? ActionButton.Outline : ActionButton.Primary
        dimmed: root.wait !== ""
        text: root.viewModel.codeByCall ? qsTr("Позвонить ещё раз") : qsTr("СМС ещё раз")
        note: root.wait
        onClicked: root.viewModel.resend(root.viewModel.codeByCall)
    }
    ActionButton {
        objectName: "resendOther"
        width: root.share
        look: ActionButton.Outline
        dimmed: root.wait !== ""
        text: root.viewModel.codeByCall ? qsTr("Прислать СМС") : qsTr("Позвонить")
        note: root.wait
        onClicked: root.viewModel.resend(!root.viewModel.codeByCall)
    }
}
