// Letting a resident in: the page follows from what the view model holds.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

SubjectFlow {
    id: root

    required property LoginViewModel viewModel

    Component.onCompleted: root.viewModel.open()

    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === LoginView.Page.Phone
        sourceComponent: PhonePage {
            viewModel: root.viewModel
            onBack: {
                root.viewModel.forget();
                root.exited();
            }
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === LoginView.Page.Text
        sourceComponent: ConsentTextPage {
            viewModel: root.viewModel
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === LoginView.Page.Code
        sourceComponent: CodePage {
            viewModel: root.viewModel
        }
    }
}
