// What was not accepted: one page.
import QtQuick
import ui.controls

SubjectFlow {
    id: root

    required property RefusalsViewModel viewModel

    RefusalsPage {
        anchors.fill: parent
        viewModel: root.viewModel
        onBack: root.exited()
    }
}
