// One document: its sum, what changed, what does not add up, its first page and its printing.
import QtQuick
import ui.controls

Item {
    id: root

    required property InvoiceViewModel viewModel
    readonly property int wide: width - 2 * Theme.margin

    // Where the buttons that scroll stand does not depend on whether they are needed.
    readonly property real room: height - flick.y - Theme.px(5)
    readonly property bool scrolls: page.height > room + 1

    signal back

    PageHeader {
        id: header
        x: Theme.margin
        y: Theme.landscape ? Theme.px(5) : Theme.px(8)
        width: root.wide
        backText: qsTr("Документы")
        aside: Theme.landscape ? "" : root.viewModel.number
        onBack: root.back()
    }
    Flickable {
        id: flick
        objectName: "scroll"
        y: header.y + header.height + Theme.px(4)
        width: parent.width
        height: root.room - (root.scrolls && !Theme.landscape ? scrolling.height + Theme.px(4) : 0)
        contentWidth: width
        contentHeight: page.height
        boundsBehavior: Flickable.StopAtBounds
        flickDeceleration: 3000
        clip: true

        Item {
            id: page

            readonly property int side: Theme.landscape ? Math.round(root.wide * 0.43) : root.wide

            x: Theme.margin
            width: root.wide
            height: Math.max(paper.y + paper.height, details.y + details.height)

            InvoiceHead {
                id: head
                width: page.side
                viewModel: root.viewModel
            }
            InvoiceDetails {
                id: details
                x: Theme.landscape ? page.side + Theme.px(7) : 0
                y: Theme.landscape ? 0 : head.height + Theme.gap
                width: page.width - x
                viewModel: root.viewModel
            }
            InvoicePaper {
                id: paper
                y: Theme.landscape ? head.height + Theme.gap : details.y + details.height + Theme.gap
                width: page.side
                viewModel: root.viewModel
            }
        }
    }
    ScrollButtons {
        id: scrolling
        visible: root.scrolls
        flickable: flick
        x: Theme.landscape ? Theme.margin + page.side + Theme.px(7) : Theme.margin
        y: Theme.landscape ? header.y : flick.y + flick.height + Theme.px(4)
        width: Theme.landscape ? details.width : root.wide
    }
}
