// What is said above the list: how old the data are, what became of a document, and the debt.
import QtQuick
import ui.controls

Column {
    id: root

    required property InvoicesViewModel viewModel

    width: parent ? parent.width : 0
    spacing: Theme.gap
    bottomPadding: Theme.gap

    Heading {
        width: parent.width
        text: qsTr("Платёжные документы")
    }
    Banner {
        objectName: "age"
        width: parent.width
        visible: root.viewModel.age !== ""
        mood: Banner.Attention
        glyph: "cloud-off"
        text: root.viewModel.age
    }
    Banner {
        objectName: "notice"
        width: parent.width
        visible: root.viewModel.notice !== ""
        text: root.viewModel.notice
    }
    Card {
        width: parent.width
        height: debt.height
        visible: !root.viewModel.loading

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
                visible: root.viewModel.charges
                look: ActionButton.Tinted
                glyph: root.viewModel.sumsShown ? "eye-off" : "eye"
                text: root.viewModel.sumsShown ? qsTr("Скрыть суммы") : qsTr("Показать суммы")
                onClicked: root.viewModel.showSums(!root.viewModel.sumsShown)
            }
        }
    }
}
