// What the company did not accept waits to be read: the first thing one sees in the cabinet.
import QtQuick
import ui.controls

Tap {
    id: root

    required property string refused

    objectName: "refusals"
    text: refused
    padding: Theme.px(6)
    implicitHeight: implicitContentHeight + 2 * padding
    Accessible.description: note.text

    background: Rectangle {
        radius: Theme.cardRadius
        color: root.pressed ? Theme.restOnAttention : Theme.attentionGround
        border.width: Theme.stroke
        border.color: Theme.attention
    }
    contentItem: Item {
        implicitHeight: words.height

        Glyph {
            id: icon
            anchors.verticalCenter: parent.verticalCenter
            name: "alert-triangle"
            color: Theme.attention
        }
        Column {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            x: icon.width + Theme.gap
            width: parent.width - 2 * x

            BodyText {
                width: parent.width
                text: root.refused
                font.weight: Font.DemiBold
            }
            NoteText {
                id: note
                width: parent.width
                text: qsTr("Нажмите, чтобы узнать причину")
            }
        }
        Glyph {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
            color: Theme.attention
        }
    }
}
