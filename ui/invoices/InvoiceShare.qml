// One service: its name, its sum, the change, its bar.
import QtQuick
import ui.controls

Column {
    id: root

    required property string service
    required property string sum
    required property string change
    required property int rise
    required property real length
    readonly property real figures: amount.implicitWidth + (change === "" ? 0 : Math.max(Theme.px(Theme.large ? 50 : 36), difference.implicitWidth) + Theme.gap)
    readonly property bool narrow: figures > width * 0.56

    spacing: Theme.px(1.5)

    Item {
        width: root.width
        height: root.narrow ? name.height + amount.height : name.height

        BodyText {
            id: name
            width: root.narrow ? root.width : root.width - root.figures - Theme.gap
            text: root.service
        }
        BodyText {
            id: amount
            anchors.right: parent.right
            anchors.rightMargin: root.figures - implicitWidth
            anchors.bottom: parent.bottom
            text: root.sum
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
        BodyText {
            id: difference
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            text: root.change
            color: root.rise > 0 ? Theme.attention : root.rise < 0 ? Theme.good : Theme.secondary
            wrapMode: Text.NoWrap
        }
    }
    Rectangle {
        width: root.width
        height: Theme.px(3)
        radius: height / 2
        color: Theme.ground
        border.width: Theme.contrast ? Theme.hairline : 0
        border.color: Theme.outline

        Rectangle {
            visible: root.length > 0
            width: Math.max(height, parent.width * root.length)
            height: parent.height
            radius: height / 2
            color: Theme.blue
        }
    }
}
