// The document viewer alone, as a flow.
import QtQuick
import ui.controls

Item {
    id: root

    required property DocumentViewModel viewModel

    signal exited

    anchors.fill: parent

    DocumentPages {
        anchors.fill: parent
        anchors.margins: Theme.margin
        document: root.viewModel
    }
}
