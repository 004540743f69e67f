// Payment documents: the list, one of them over it, its pages over that.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

SubjectFlow {
    id: root

    required property InvoicesViewModel viewModel

    InvoicesPage {
        anchors.fill: parent
        visible: !root.viewModel.opened
        viewModel: root.viewModel
        onBack: {
            root.viewModel.leave();
            root.exited();
        }
    }
    // Made while the list is looked at, so that the first document opens at once.
    Timer {
        id: spare
        interval: 400
        running: true
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.opened || !spare.running
        visible: root.viewModel.opened && !root.viewModel.invoice.reading
        sourceComponent: InvoicePage {
            viewModel: root.viewModel.invoice
            onBack: root.viewModel.closeInvoice()
        }
    }
    FlowPage {
        anchors.fill: parent
        active: root.viewModel.opened && root.viewModel.invoice.reading
        sourceComponent: InvoiceDocumentPage {
            viewModel: root.viewModel.invoice
            onBack: root.viewModel.invoice.stopReading()
        }
    }
}
