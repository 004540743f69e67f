// The services with their bars, and how each differs from the document before.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Card {
    id: root

    required property InvoiceViewModel viewModel

    height: column.height

    Column {
        id: column

        readonly property int room: width - 2 * Theme.pad

        width: parent.width
        padding: Theme.pad
        spacing: Theme.px(4)

        BodyText {
            objectName: "difference"
            width: column.room
            text: root.viewModel.difference
            font.pixelSize: Theme.strong
            font.weight: Font.DemiBold
        }
        BodyText {
            objectName: "explanation"
            width: column.room
            visible: text !== ""
            text: root.viewModel.explanation
            color: Theme.secondary
        }
        Repeater {
            model: root.viewModel.shares

            InvoiceShare {
                required property int index

                objectName: "share:" + index
                width: column.room
            }
        }
    }
}
