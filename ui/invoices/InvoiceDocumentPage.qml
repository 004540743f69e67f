// The document, page by page.
import QtQuick
import ui.controls

Item {
    id: root

    required property InvoiceViewModel viewModel

    signal back

    PageHeader {
        id: header
        x: Theme.margin
        y: Theme.landscape ? Theme.px(5) : Theme.px(8)
        width: parent.width - 2 * Theme.margin
        backText: root.viewModel.number
        aside: pages.position
        onBack: root.back()
    }
    DocumentPages {
        id: pages
        x: Theme.margin
        y: header.y + header.height + Theme.px(4)
        width: parent.width - 2 * Theme.margin
        height: parent.height - y - Theme.px(5)
        document: root.viewModel.document
    }
}
