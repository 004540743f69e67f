// A resident's accounts: the page follows from what the view model holds.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

SubjectFlow {
    id: root

    required property AccountsViewModel viewModel

    Component.onCompleted: root.viewModel.open()

    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === AccountsView.Shown.List
        sourceComponent: AccountsPage {
            viewModel: root.viewModel
            onBack: root.exited()
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === AccountsView.Shown.ByLogin
        sourceComponent: ByLoginPage {
            viewModel: root.viewModel
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === AccountsView.Shown.ByAddress
        sourceComponent: ByAddressPage {
            viewModel: root.viewModel
        }
    }
}
