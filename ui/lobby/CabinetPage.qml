// The resident's cabinet: the account's header and six blocks with live summaries.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property CabinetViewModel viewModel
    readonly property int side: Theme.landscape ? Math.round(width * (height < Theme.px(180) ? 0.42 : 0.36)) : width
    readonly property int columns: Theme.large ? 1 : 2
    readonly property int head: header.y + header.height + Theme.gap

    Flickable {
        id: flick
        objectName: "scroll"
        anchors.fill: parent
        anchors.bottomMargin: Theme.landscape ? 0 : action.height + 2 * Theme.px(5)
        contentHeight: Math.max(root.head + (Theme.landscape ? action.height + Theme.gap : 0), blocks.y + blocks.height + Theme.gap)
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
            x: Theme.margin
            y: Theme.px(8)
            width: root.side - 2 * Theme.margin
            visible: !root.viewModel.known
            text: qsTr("Получаем данные счёта…")
        }
        Grid {
            id: blocks
            x: Theme.landscape ? root.side : Theme.margin
            y: Theme.landscape ? Theme.px(8) : header.y + header.height + Theme.gap
            width: flick.width - x - Theme.margin
            columns: root.columns
            spacing: Theme.px(5)

            Repeater {
                model: root.viewModel.blocks

                BlockCard {
                    width: (blocks.width - (root.columns - 1) * blocks.spacing) / root.columns
                    height: Math.max(implicitHeight, root.columns === 1 ? 0 : (flick.height - blocks.y - 2 * blocks.spacing - Theme.px(5)) / 3)
                    onClicked: root.viewModel.open(key)
                }
            }
        }
    }
    ActionButton {
        id: action
        objectName: "newAppeal"
        parent: Theme.landscape ? flick.contentItem : root
        x: Theme.margin
        y: Theme.landscape ? Math.max(root.head, flick.height - height - Theme.gap) : root.height - height - Theme.px(5)
        width: root.side - 2 * Theme.margin
        height: Math.max(implicitHeight, Theme.px(Theme.landscape ? 26 : 30))
        font.pixelSize: Theme.strong
        glyph: "plus"
        text: qsTr("Новое обращение")
        onClicked: root.viewModel.newAppeal()
    }
}
