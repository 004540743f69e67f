// Appeals: the list, and one of them over it.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

SubjectFlow {
    id: root

    required property AppealsViewModel viewModel

    AppealsPage {
        anchors.fill: parent
        visible: !root.viewModel.opened
        viewModel: root.viewModel
        onBack: root.exited()
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.opened
        sourceComponent: AppealPage {
            viewModel: root.viewModel.appeal
            onBack: root.viewModel.closeAppeal()
        }
    }
}
