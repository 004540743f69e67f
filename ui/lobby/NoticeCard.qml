// One notice of the board; an outage also says how much of the allowed time is used.
import QtQuick
import ui.controls

Rectangle {
    id: root

    required property string title
    required property string text
    required property string glyph
    required property bool urgent
    required property real progress
    required property string progressText

    implicitHeight: words.height + 2 * Theme.pad
    radius: Theme.cardRadius
    color: urgent ? Theme.attentionGround : Theme.surface
    border.width: Theme.contrast ? Theme.stroke : 0
    border.color: Theme.outline

    Glyph {
        id: icon
        name: root.glyph
        x: Theme.pad
        y: Theme.pad
        size: Theme.px(12)
        color: root.urgent ? Theme.attention : Theme.secondary
    }
    Column {
        id: words
        anchors.left: icon.right
        anchors.leftMargin: Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.pad
        y: Theme.pad
        spacing: Theme.px(2)

        BodyText {
            width: parent.width
            text: root.title
            font.pixelSize: Theme.strong
            font.weight: Font.Bold
        }
        BodyText {
            width: parent.width
            visible: root.text !== ""
            text: root.text
            color: root.urgent ? Theme.ink : Theme.secondary
        }
        Rectangle {
            visible: root.progress >= 0
            width: parent.width
            height: Theme.px(3)
            radius: height / 2
            color: Theme.restOnAttention
            border.width: Theme.contrast ? Theme.hairline : 0
            border.color: Theme.outline

            Rectangle {
                width: Math.max(parent.height, parent.width * root.progress)
                height: parent.height
                radius: height / 2
                color: Theme.attention
            }
        }
        NoteText {
            width: parent.width
            visible: root.progressText !== ""
            text: root.progressText
            color: Theme.attention
        }
    }
}
