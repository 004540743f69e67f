// The debt, behind a button until it is asked for.
import QtQuick
import ui.controls

Column {
    id: root

    required property InvoicesViewModel viewModel

    width: parent ? parent.width : 0
    spacing: Theme.gap

    Heading {
        width: parent.width
        text: qsTr("Платёжные документы")
    }
    Card {
        width: parent.width
        height: debt.height
        visible: root.viewModel.debtTold

        Column {
            id: debt
            width: parent.width
            padding: Theme.pad
            spacing: Theme.px(3)

            BodyText {
                width: parent.width - 2 * Theme.pad
                text: qsTr("Задолженность")
                color: Theme.secondary
            }
            BodyText {
                objectName: "debt"
                width: parent.width - 2 * Theme.pad
                visible: text !== ""
                text: root.viewModel.debt
                font.pixelSize: Theme.figure
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.body
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
                lineHeight: 1
            }
            BodyText {
                objectName: "uncharged"
                width: parent.width - 2 * Theme.pad
                visible: !root.viewModel.charges
                text: qsTr("Управляющая компания не подключила начисления и оплаты. О задолженности спросите у неё.")
            }
            ActionButton {
                objectName: "sums"
                width: parent.width - 2 * Theme.pad
                look: ActionButton.Tinted
                glyph: root.viewModel.sumsShown ? "eye-off" : "eye"
                text: root.viewModel.sumsShown ? qsTr("Скрыть суммы") : qsTr("Показать суммы")
                onClicked: root.viewModel.showSums(!root.viewModel.sumsShown)
            }
        }
    }
}
