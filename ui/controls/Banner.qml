// A sentence that must be seen: what happened, what became of what was entered, what to do now.
import QtQuick

Rectangle {
    id: root

    enum Mood { Info, Good, Attention, Emergency }

    property string title: ""
    property string text: ""
    property string glyph: "info-circle"
    property int mood: Banner.Info

    readonly property color foreground: mood === Banner.Good ? Theme.good : mood === Banner.Attention ? Theme.attention : mood === Banner.Emergency ? Theme.emergency : Theme.blue

    implicitHeight: column.implicitHeight + 2 * Theme.gap
    radius: Theme.cardRadius
    color: mood === Banner.Good ? Theme.goodGround : mood === Banner.Attention ? Theme.attentionGround : mood === Banner.Emergency ? Theme.emergencyGround : Theme.tint
    border.width: Theme.contrast ? Theme.stroke : 0
    border.color: Theme.outline
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title + " " + text

    Glyph {
        id: icon
        name: root.glyph
        color: root.foreground
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
    }
    Column {
        id: column
        anchors.left: icon.right
        anchors.right: parent.right
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        BodyText {
            width: parent.width
            visible: root.title !== ""
            text: root.title
            font.weight: Font.DemiBold
        }
        BodyText {
            width: parent.width
            visible: root.text !== ""
            text: root.text
            font.pixelSize: root.title === "" ? Theme.body : Theme.small
        }
    }
}
