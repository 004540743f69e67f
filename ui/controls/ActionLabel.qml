// The inside of a button: icon, words, a second line, an icon behind.
import QtQuick

Item {
    id: root

    property string text: ""
    property string note: ""
    property string glyph: ""
    property string trailingGlyph: ""
    property color foreground: Theme.blue
    property int size: Theme.body

    readonly property int glyphSize: Math.round(size * 1.25)
    readonly property real around: (glyph === "" ? 0 : glyphSize + Theme.tight) + (trailingGlyph === "" ? 0 : glyphSize + Theme.tight)

    implicitWidth: Math.ceil(Math.max(measure.implicitWidth + around, note === "" ? 0 : noteLine.implicitWidth))
    implicitHeight: words.implicitHeight

    Text {
        id: measure
        visible: false
        text: root.text
        textFormat: Text.PlainText
        font: label.font
    }

    Column {
        id: words
        anchors.centerIn: parent
        width: parent.width

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.tight

            Glyph {
                name: root.glyph
                visible: root.glyph !== ""
                color: root.foreground
                size: root.glyphSize
                anchors.verticalCenter: parent.verticalCenter
            }
            BodyText {
                id: label
                text: root.text
                visible: root.text !== ""
                color: root.foreground
                font.pixelSize: root.size
                font.weight: Font.DemiBold
                width: Math.min(Math.ceil(measure.implicitWidth) + 1, Math.max(0, root.width - root.around))
                horizontalAlignment: Text.AlignHCenter
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
            Glyph {
                name: root.trailingGlyph
                visible: root.trailingGlyph !== ""
                color: root.foreground
                size: root.glyphSize
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        NoteText {
            id: noteLine
            text: root.note
            visible: root.note !== ""
            color: root.foreground
            width: root.width
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
