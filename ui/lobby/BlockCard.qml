// One block of the cabinet: its word, what matters now, and a tap to see more.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Tap {
    id: root

    required property string key
    required property string glyph
    required property string title
    required property string figure
    required property string note
    required property string chip
    required property string newest
    // How many lines fit below the words; not asked before the words are there, or it would ask for itself.
    readonly property int room: complete ? Math.floor((height - implicitHeight) / (Theme.small * 1.45)) : 0
    property bool complete: false

    objectName: "block:" + key
    text: title
    padding: Theme.px(6)
    implicitHeight: implicitContentHeight + 2 * padding
    Accessible.description: figure + ". " + note

    Component.onCompleted: complete = true

    background: Rectangle {
        radius: Theme.cardRadius
        color: root.pressed ? Theme.tint : Theme.surface
        border.width: Theme.contrast ? Theme.stroke : 0
        border.color: Theme.outline
    }
    contentItem: Column {
        spacing: Theme.px(2)

        Row {
            width: parent.width
            spacing: Theme.px(4)

            Glyph {
                id: icon
                name: root.glyph
                anchors.verticalCenter: parent.verticalCenter
            }
            BodyText {
                width: parent.width - icon.width - parent.spacing
                text: root.title
                font.weight: Font.DemiBold
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        BodyText {
            width: parent.width
            text: root.figure
            font.pixelSize: Theme.px(Theme.large ? 12.5 : 9.6)
            font.weight: Font.Bold
        }
        NoteText {
            width: parent.width
            visible: root.note !== ""
            text: root.note
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Chip {
            visible: root.chip !== ""
            text: root.chip
            mood: Chip.Attention
        }
    }

    // Where the card is taller than its words: the newest behind what is said above, and that there is more.
    Column {
        x: root.padding
        y: root.height - height - root.padding
        width: root.width - 2 * root.padding
        visible: root.room > 1 && root.newest !== ""

        Repeater {
            model: root.newest.split("\n").slice(0, root.room - 1)

            NoteText {
                required property string modelData

                width: parent ? parent.width : 0
                text: modelData
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
        NoteText {
            text: qsTr("Все →")
            color: Theme.blue
            font.weight: Font.DemiBold
        }
    }
}
