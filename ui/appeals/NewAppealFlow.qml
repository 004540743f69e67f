// A new appeal: the page follows from what the form holds.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

SubjectFlow {
    id: root

    required property NewAppealViewModel viewModel

    Component.onCompleted: root.viewModel.begin()

    Connections {
        target: root.viewModel
        function onFinished() {
            root.exited();
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === "type"
        sourceComponent: TypePage {
            viewModel: root.viewModel
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === "emergency"
        sourceComponent: EmergencyPage {
            viewModel: root.viewModel
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === "text"
        sourceComponent: TextPage {
            viewModel: root.viewModel
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === "photos"
        sourceComponent: PhotosPage {
            viewModel: root.viewModel
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === "visit"
        sourceComponent: VisitPage {
            viewModel: root.viewModel
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === "check"
        sourceComponent: CheckPage {
            viewModel: root.viewModel
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.page === "sent"
        sourceComponent: SentPage {
            viewModel: root.viewModel
        }
    }
}
