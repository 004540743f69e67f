// The month, what was charged for it, what is to be paid, and whether the document adds up.
import QtQuick
import ui.controls

Column {
    id: root

    required property InvoiceViewModel viewModel
    readonly property bool beside: figure.implicitWidth + verdict.implicitWidth + Theme.gap < width

    spacing: Theme.px(2)

    BodyText {
        width: root.width
        text: Theme.landscape ? root.viewModel.period + " · " + root.viewModel.number : root.viewModel.period
        color: Theme.secondary
    }
    Item {
        width: root.width
        height: root.beside ? figure.height : figure.height + verdict.height + Theme.px(2)

        BodyText {
            id: figure
            objectName: "sum"
            text: root.viewModel.sum
            width: Math.min(implicitWidth, root.width)
            font.pixelSize: Theme.figure
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.body
            font.weight: Font.Bold
            wrapMode: Text.NoWrap
            lineHeight: 1
        }
        Chip {
            id: verdict
            objectName: "verdict"
            x: root.beside ? root.width - width : 0
            y: root.beside ? (figure.height - height) / 2 : figure.height + Theme.px(2)
            text: root.viewModel.verdict
            mood: root.viewModel.correct ? Chip.Good : Chip.Attention
            glyph: root.viewModel.correct ? "check" : "alert-triangle"
        }
    }
    BodyText {
        objectName: "due"
        width: root.width
        visible: text !== ""
        text: root.viewModel.due
    }
}
