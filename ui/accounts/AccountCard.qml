// An account: number, address, status in words; a tap chooses it, or says why it cannot be.
import QtQuick
import ui.controls

Tap {
    id: root

    required property string accountId
    required property string number
    required property string address
    required property string status
    required property int mood
    required property string note
    required property bool choosable
    required property bool current

    signal chosen(id: string)

    objectName: "account:" + number
    text: qsTr("Лицевой счёт № %1, %2, %3").arg(number).arg(address).arg(status)
    Accessible.description: note
    padding: Theme.pad
    implicitHeight: column.implicitHeight + 2 * Theme.gap
    onClicked: root.chosen(root.accountId)

    background: Card {
        color: root.pressed ? Theme.tintPressed : Theme.surface
        border.width: root.current || Theme.contrast ? Theme.stroke : 0
        border.color: root.current ? Theme.blue : Theme.outline
    }
    contentItem: Item {
        Column {
            id: column
            anchors.verticalCenter: parent.verticalCenter
            anchors.left: parent.left
            anchors.right: verb.visible ? verb.left : parent.right
            anchors.rightMargin: verb.visible ? Theme.gap : 0
            spacing: Theme.px(2)

            Flow {
                width: parent.width
                spacing: Theme.px(3)

                BodyText {
                    text: qsTr("№ %1").arg(root.number)
                    font.pixelSize: Theme.strong
                    font.weight: Font.Bold
                }
                Chip {
                    text: root.status
                    mood: root.mood
                    glyph: root.choosable ? "check" : root.mood === Chip.Attention ? "clock" : "x"
                }
                Chip {
                    visible: root.current
                    text: qsTr("открыт сейчас")
                }
            }
            BodyText {
                width: parent.width
                text: root.address
            }
            NoteText {
                width: parent.width
                visible: text !== ""
                text: root.note
            }
        }
        BodyText {
            id: verb
            anchors.right: arrow.left
            anchors.rightMargin: Theme.tight
            anchors.verticalCenter: parent.verticalCenter
            visible: root.choosable
            text: root.current ? qsTr("Вернуться") : qsTr("Выбрать")
            color: Theme.blue
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Glyph {
            id: arrow
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: root.choosable
            name: "chevron-right"
        }
    }
}
