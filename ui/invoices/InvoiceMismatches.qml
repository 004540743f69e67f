// Sums that their own parts do not give, in plain words.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Card {
    id: root

    required property InvoiceViewModel viewModel

    height: column.height
    color: Theme.attentionGround

    Column {
        id: column

        readonly property int room: width - 2 * Theme.pad

        width: parent.width
        padding: Theme.pad
        spacing: Theme.px(4)

        BodyText {
            width: column.room
            text: qsTr("Проверьте расчёт")
            font.pixelSize: Theme.strong
            font.weight: Font.DemiBold
        }
        Repeater {
            model: root.viewModel.mismatches

            Column {
                id: entry

                required property int index
                required property string text
                required property string how

                width: column.room

                BodyText {
                    objectName: "mismatch:" + entry.index
                    width: entry.width
                    text: entry.text
                    font.weight: Font.DemiBold
                }
                NoteText {
                    width: entry.width
                    text: entry.how
                    color: Theme.attention
                }
            }
        }
        NoteText {
            width: column.room
            text: qsTr("Спросите об этом управляющую компанию: позвоните или напишите обращение.")
            color: Theme.attention
        }
    }
}
