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
        id: again
        objectName: "resend"
        width: root.share
        height: root.columns === 1 ? implicitHeight : Math.max(implicitHeight, other.implicitHeight)
        leftPadding: Theme.px(3)
        rightPadding: Theme.px(3)
        look: root.viewModel.codeAlive ? ActionButton.Outline : ActionButton.Primary
        dimmed: root.wait !== ""
        text: root.viewModel.codeByCall ? qsTr("Позвонить ещё раз") : qsTr("СМС ещё раз")
        note: root.wait
        onClicked: root.viewModel.resend(root.viewModel.codeByCall)
    }
    ActionButton {
        id: other
        objectName: "resendOther"
        width: root.share
        height: root.columns === 1 ? implicitHeight : Math.max(implicitHeight, again.implicitHeight)
        leftPadding: Theme.px(3)
        rightPadding: Theme.px(3)
        look: ActionButton.Outline
        dimmed: root.wait !== ""
        text: root.viewModel.codeByCall ? qsTr("Прислать СМС") : qsTr("Позвонить")
        note: root.wait
        onClicked: root.viewModel.resend(!root.viewModel.codeByCall)
    }
}
