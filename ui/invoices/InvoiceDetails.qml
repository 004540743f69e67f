// What the sum is made of, and which sums of the document do not add up.
import QtQuick
import ui.controls

Column {
    id: root

    required property InvoiceViewModel viewModel

    spacing: Theme.gap

    InvoiceMismatches {
        width: root.width
        visible: !root.viewModel.correct
        viewModel: root.viewModel
    }
    InvoiceShares {
        width: root.width
        viewModel: root.viewModel
    }
}
