// One refusal: what was asked and when, why it was not done, what stands, and what can be done.
import QtQuick
import ui.controls

Card {
    id: root

    required property string refusedId
    required property string thing
    required property string title
    required property string at
    required property string status
    required property string statusGlyph
    required property int mood
    required property string content
    required property string reason
    required property string stands
    required property bool correctable
    property bool busy: false

    signal corrected
    signal dismissed

    objectName: "refusal:" + refusedId
    implicitHeight: column.height + 2 * Theme.pad

    Column {
        id: column
        x: Theme.pad
        y: Theme.pad
        width: parent.width - 2 * Theme.pad
        spacing: Theme.px(3)

        Flow {
            width: parent.width
            spacing: Theme.tight

            Chip {
                text: root.status
                mood: root.mood
                glyph: root.statusGlyph
            }
            NoteText {
                topPadding: Theme.px(1.2)
                text: root.at
            }
        }
        BodyText {
            width: parent.width
            text: root.title
            font.pixelSize: Theme.strong
            font.weight: Font.DemiBold
        }
        BodyText {
            width: parent.width
            visible: root.content !== ""
            text: root.content
            color: Theme.secondary
        }
        BodyText {
            width: parent.width
            text: root.reason
        }
        BodyText {
            width: parent.width
            visible: root.stands !== ""
            text: root.stands
            font.weight: Font.DemiBold
        }
        RefusalButtons {
            width: parent.width
            correctable: root.correctable
            about: root.refusedId
            busy: root.busy
            onCorrected: root.corrected()
            onDismissed: root.dismissed()
        }
    }
}
