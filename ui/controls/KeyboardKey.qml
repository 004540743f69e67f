// One key: its touch area reaches half-way to the next, so that no tap falls between.
import QtQuick

Tap {
    id: root

    property string caption: ""
    property string glyph: ""
    property string word: caption
    property int inset: Theme.px(1.2)
    property int captionSize: Theme.px(Theme.large ? 10.5 : 8.4)
    property bool active: false

    text: word
    implicitWidth: Theme.target
    implicitHeight: Theme.target
    padding: 0

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.margins: root.inset
            radius: Theme.px(3.5)
            color: root.pressed ? Theme.tintPressed : root.active ? Theme.tint : Theme.surface
            border.width: Theme.contrast || root.active ? Theme.stroke : 0
            border.color: root.active ? Theme.blue : Theme.outline
        }
    }
    contentItem: Item {
        Text {
            anchors.centerIn: parent
            visible: root.glyph === ""
            text: root.caption
            textFormat: Text.PlainText
            color: Theme.ink
            font.family: Theme.family
            font.pixelSize: root.captionSize
            font.weight: Font.Medium
        }
        Glyph {
            anchors.centerIn: parent
            visible: root.glyph !== ""
            name: root.glyph
            color: Theme.ink
            size: Theme.px(9)
        }
    }
}
