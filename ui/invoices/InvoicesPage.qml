// The debt, and the documents as cards, the newest first; on a wide screen side by side.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property InvoicesViewModel viewModel
    readonly property int side: Theme.landscape ? Math.max(Theme.px(118), width * 0.36) : width - 2 * Theme.margin

    // Whether it scrolls is decided without the buttons that scroll it, or one would follow the other in a circle.
    readonly property int listTop: Theme.landscape ? header.y : header.y + header.height + Theme.px(4)
    readonly property real room: height - listTop - Theme.px(5)
    readonly property bool scrolls: list.contentHeight > room + 1

    signal back

    PageHeader {
        id: header
        x: Theme.margin
        y: Theme.landscape ? Theme.px(5) : Theme.px(8)
        width: root.side
        onBack: root.back()
    }
    InvoicesSummary {
        x: Theme.margin
        y: header.y + header.height + Theme.px(4)
        width: root.side
        visible: Theme.landscape
        viewModel: root.viewModel
    }
    ListView {
        id: list
        objectName: "scroll"
        x: root.width - Theme.margin - width
        y: root.listTop
        width: Theme.landscape ? root.width - root.side - 3 * Theme.margin : root.side
        height: root.room - (root.scrolls ? scrolling.height + Theme.px(4) : 0)
        spacing: Theme.px(4)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        flickDeceleration: 3000
        cacheBuffer: 0
        displayMarginEnd: Math.max(0, 2 * root.room)
        model: root.viewModel.rows
        header: InvoicesTop {
            width: list.width
            viewModel: root.viewModel
        }
        footer: InvoicesFooter {
            width: list.width
            viewModel: root.viewModel
        }
        delegate: InvoiceCard {
            required property int index

            objectName: "invoice:" + index
            width: list.width
            onClicked: root.viewModel.openInvoice(invoiceId)
        }
    }
    ScrollButtons {
        id: scrolling
        visible: root.scrolls
        flickable: list
        x: list.x
        y: list.y + list.height + Theme.px(4)
        width: list.width
    }
}
