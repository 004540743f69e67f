// A type or a group of types; an emergency says so in words.
import QtQuick
import ui.controls

Tap {
    id: root

    required property string typeId
    required property string name
    required property string typeIcon
    required property bool emergency
    required property bool chosen

    objectName: "type:" + typeId
    text: name
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    topPadding: Theme.px(3)
    bottomPadding: Theme.px(3)
    implicitHeight: Math.max(Theme.px(Theme.landscape && !Theme.large ? 32 : 40), implicitContentHeight + topPadding + bottomPadding)
    Accessible.description: emergency ? qsTr("авария") : ""

    background: Rectangle {
        radius: Theme.cardRadius
        color: root.pressed ? Theme.tintPressed : root.chosen ? Theme.tint : Theme.surface
        border.width: root.chosen || root.emergency || Theme.contrast ? Theme.stroke : 0
        border.color: root.emergency ? Theme.emergency : root.chosen ? Theme.blue : Theme.outline
    }
    contentItem: Item {
        implicitHeight: words.implicitHeight

        Glyph {
            id: glyph
            anchors.verticalCenter: parent.verticalCenter
            name: root.typeIcon
            color: root.emergency ? Theme.emergency : Theme.blue
            size: Theme.px(13)
        }
        Column {
            id: words
            anchors.left: glyph.right
            anchors.right: parent.right
            anchors.leftMargin: Theme.px(4)
            anchors.verticalCenter: parent.verticalCenter

            BodyText {
                width: parent.width
                text: root.name
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            NoteText {
                width: parent.width
                visible: root.emergency
                text: qsTr("авария")
                color: Theme.emergency
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
        }
    }
}
