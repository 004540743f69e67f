// The document's first page, which opens all of them, and its printing.
import QtQuick
import ui.controls

Item {
    id: root

    required property InvoiceViewModel viewModel
    readonly property bool narrow: width < Theme.px(Theme.large ? 200 : 180)
    readonly property int sheetWidth: Math.min(Theme.px(96), Math.round(width * (narrow ? 0.6 : 0.4)))

    implicitHeight: narrow ? sheet.y + sheet.height : Math.max(sheet.height, actions.height)

    Tap {
        id: sheet
        objectName: "thumbnail"
        y: root.narrow ? actions.height + Theme.gap : 0
        width: root.sheetWidth
        height: Math.round(width * 1.414)
        text: qsTr("Открыть документ по страницам")
        onClicked: root.viewModel.read()

        background: Rectangle {
            color: Theme.paper
            radius: Theme.px(2)
            border.width: Theme.stroke
            border.color: sheet.pressed ? Theme.blue : Theme.outline
        }
        contentItem: Item {
            PageView {
                objectName: "thumbnailPage"
                anchors.fill: parent
                anchors.margins: Theme.px(3)
                document: root.viewModel.document
            }
            NoteText {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.gap
                visible: !root.viewModel.document.ready
                text: root.viewModel.document.loading ? qsTr("Готовим документ…") : root.viewModel.document.problem
                horizontalAlignment: Text.AlignHCenter
                color: Theme.night
            }
        }
    }
    Column {
        id: actions
        x: root.narrow ? 0 : root.sheetWidth + Theme.gap
        width: root.width - x
        spacing: Theme.px(4)

        PrintPanel {
            width: parent.width
            printing: root.viewModel.printing
            onWanted: root.viewModel.print()
        }
        ActionButton {
            objectName: "read"
            width: parent.width
            look: ActionButton.Tinted
            glyph: "zoom-in"
            text: qsTr("Читать на экране")
            onClicked: root.viewModel.read()
        }
    }
}
