// One appeal in the list: number, date, type, content, state.
import QtQuick
import ui.controls

Tap {
    id: root

    required property string appealId
    required property string number
    required property string date
    required property string typeName
    required property string typeIcon
    required property string content
    required property bool hole
    required property string status
    required property string statusGlyph
    required property int mood
    required property string explanation
    required property bool refused
    required property bool correctable

    signal corrected
    signal dismissed

    objectName: "appeal:" + appealId
    padding: Theme.pad
    text: [number, typeName, date, status].join(", ")

    background: Card {
        color: root.pressed ? Theme.tint : Theme.surface
    }
    contentItem: Column {
        spacing: Theme.px(2)

        Item {
            width: parent.width
            height: Math.max(number.height, date.height)

            BodyText {
                id: number
                text: root.number
                font.pixelSize: Theme.strong
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
            }
            NoteText {
                id: date
                anchors.left: number.right
                anchors.leftMargin: Theme.tight
                anchors.right: parent.right
                anchors.baseline: number.baseline
                text: root.date
                horizontalAlignment: Text.AlignRight
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
        }
        Row {
            width: parent.width
            spacing: Theme.tight

            Glyph {
                id: glyph
                name: root.typeIcon
            }
            BodyText {
                width: parent.width - glyph.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                text: root.typeName
                font.weight: Font.DemiBold
                maximumLineCount: 2
                elide: Text.ElideRight
            }
        }
        BodyText {
            width: parent.width
            text: root.content
            color: root.hole ? Theme.secondary : Theme.ink
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Item {
            width: 1
            height: Theme.px(0.5)
        }
        Chip {
            text: root.status
            mood: root.mood
            glyph: root.statusGlyph
        }
        NoteText {
            width: parent.width
            visible: root.explanation !== ""
            text: root.explanation
        }
        RefusalButtons {
            width: parent.width
            visible: root.refused
            correctable: root.correctable
            about: root.appealId
            onCorrected: root.corrected()
            onDismissed: root.dismissed()
        }
    }
}
