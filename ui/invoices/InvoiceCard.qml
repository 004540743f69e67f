// One document of the list: its month, number and sum, and a word when it does not add up.
import QtQuick
import ui.controls

Tap {
    id: root

    required property string invoiceId
    required property string period
    required property string number
    required property string sum
    required property string problem
    readonly property real room: width - 2 * Theme.pad - icon.width - arrow.width - 2 * Theme.gap
    readonly property bool narrow: name.implicitWidth + amount.implicitWidth + Theme.gap > room

    implicitHeight: words.height + 2 * Theme.gap
    text: [period, number, sum, problem].filter(part => part !== "").join(", ")

    background: Card {
        color: root.pressed ? Theme.tintPressed : Theme.surface
    }
    contentItem: Item {
        Glyph {
            id: icon
            x: Theme.pad
            anchors.verticalCenter: parent.verticalCenter
            name: "file-invoice"
        }
        Column {
            id: words
            x: icon.x + icon.width + Theme.gap
            width: root.room
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(1)

            BodyText {
                id: name
                text: root.period
                font.pixelSize: Theme.strong
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }
            NoteText {
                text: root.number
            }
            Item {
                id: place
                width: root.room
                height: amount.implicitHeight
                visible: root.narrow && root.sum !== ""
            }
            Chip {
                visible: root.problem !== ""
                mood: Chip.Attention
                glyph: "alert-triangle"
                text: root.problem
            }
        }
        BodyText {
            id: amount
            objectName: root.objectName + "Sum"
            x: root.narrow ? words.x : arrow.x - Theme.gap - width
            y: root.narrow ? words.y + place.y : (parent.height - height) / 2
            text: root.sum
            font.pixelSize: Theme.strong
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
        Glyph {
            id: arrow
            anchors.right: parent.right
            anchors.rightMargin: Theme.pad
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
        }
    }
}
