// A short state in words on a tinted ground; colour is never alone.
import QtQuick

Rectangle {
    id: root

    enum Mood { Plain, Good, Attention, Emergency }

    required property string text
    property int mood: Chip.Plain
    property string glyph: ""

    readonly property color foreground: mood === Chip.Good ? Theme.good : mood === Chip.Attention ? Theme.attention : mood === Chip.Emergency ? Theme.emergency : Theme.blue

    implicitWidth: row.implicitWidth + 2 * Theme.px(4.5)
    implicitHeight: row.implicitHeight + 2 * Theme.px(1.2)
    radius: height / 2
    color: mood === Chip.Good ? Theme.goodGround : mood === Chip.Attention ? Theme.attentionGround : mood === Chip.Emergency ? Theme.emergencyGround : Theme.tint
    border.width: Theme.contrast ? Theme.stroke : 0
    border.color: Theme.outline

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.px(2)

        Glyph {
            name: root.glyph
            visible: root.glyph !== ""
            color: root.foreground
            size: Theme.small
            anchors.verticalCenter: parent.verticalCenter
        }
        NoteText {
            text: root.text
            color: root.foreground
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
    }
}
