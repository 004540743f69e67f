// The resident's cabinet: the account's header and six blocks with live summaries.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property CabinetViewModel viewModel
    readonly property int side: Theme.landscape ? Math.round(width * (height < Theme.px(180) ? 0.42 : 0.36)) : width
    readonly property int columns: Theme.large ? 1 : 2
    // The five newest facts fill a card this high; a higher one would be hollow.
    readonly property int fullest: Theme.px(96)
    readonly property int above: header.y + (viewModel.known ? header.height : waiting.height) + Theme.gap
    // What was refused stands below the header, or over the blocks where a wide screen has no room there.
    readonly property bool beneath: !Theme.landscape || (height >= Theme.px(180) && !Theme.large)
    readonly property int told: refused.visible ? refused.height + Theme.gap : 0
    readonly property int head: above + (beneath ? told : 0)
    readonly property int foot: action.height + 2 * Theme.px(5)
    // What the scrolling part has while nothing needs to be scrolled; a wide screen's button stands below the header.
    readonly property int room: Theme.landscape ? height : height - foot
    readonly property int tall: Math.max(head + (Theme.landscape ? action.height + Theme.gap : 0), blocks.y + blocks.height + Theme.gap)
    readonly property bool overflows: tall > room + 1

    Flickable {
        id: flick
        objectName: "scroll"
        width: parent.width
        height: !root.overflows ? root.room : Theme.landscape ? root.height - root.foot : root.room - scrolling.height - Theme.px(4)
        contentHeight: root.overflows && Theme.landscape ? Math.max(root.head, blocks.y + blocks.height) : root.tall
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        CabinetHeader {
            id: header
            x: Theme.margin
            y: Theme.px(8)
            width: root.side - 2 * Theme.margin
            visible: root.viewModel.known
            viewModel: root.viewModel
        }
        Skeleton {
            id: waiting
            x: Theme.margin
            y: Theme.px(8)
            width: root.side - 2 * Theme.margin
            visible: !root.viewModel.known
            text: qsTr("Получаем данные счёта…")
        }
        RefusedCard {
            id: refused
            x: root.beneath ? Theme.margin : root.side
            y: root.beneath ? root.above : Theme.px(8)
            width: root.beneath ? root.side - 2 * Theme.margin : flick.width - x - Theme.margin
            visible: root.viewModel.refused !== ""
            refused: root.viewModel.refused
            onClicked: root.viewModel.readRefusals()
        }
        Grid {
            id: blocks
            x: Theme.landscape ? root.side : Theme.margin
            y: Theme.landscape ? Theme.px(8) + (root.beneath ? 0 : root.told) : root.head
            width: flick.width - x - Theme.margin
            columns: root.columns
            spacing: Theme.px(5)

            Repeater {
                model: root.viewModel.blocks

                BlockCard {
                    width: (blocks.width - (root.columns - 1) * blocks.spacing) / root.columns
                    height: Math.max(implicitHeight, root.columns === 1 ? 0 : Math.min(root.fullest, (root.room - blocks.y - 2 * blocks.spacing - Theme.px(5)) / 3))
                    onClicked: root.viewModel.open(key)
                }
            }
        }
    }
    ScrollButtons {
        id: scrolling
        visible: root.overflows
        flickable: flick
        x: Theme.landscape ? root.side : Theme.margin
        y: Theme.landscape ? action.y + (action.height - height) / 2 : action.y - height - Theme.px(4)
        width: root.width - x - Theme.margin
    }
    ActionButton {
        id: action
        objectName: "newAppeal"
        x: Theme.margin
        y: root.height - height - Theme.px(5)
        width: root.side - 2 * Theme.margin
        height: Math.max(implicitHeight, Theme.px(Theme.landscape ? 26 : 30))
        font.pixelSize: Theme.strong
        glyph: "plus"
        text: qsTr("Новое обращение")
        onClicked: root.viewModel.newAppeal()
    }
}
