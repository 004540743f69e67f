// A day to tap: its weekday over its date.
import QtQuick
import ui.controls

Choice {
    id: root

    required property int day
    required property string weekday
    required property string date

    required chosen

    objectName: "day:" + day
    leftPadding: Theme.px(1)
    rightPadding: Theme.px(1)
    text: weekday + ", " + date

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width

            Text {
                width: parent.width
                text: root.weekday
                color: root.foreground
                font.family: Theme.family
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
                textFormat: Text.PlainText
                horizontalAlignment: Text.AlignHCenter
            }
            Text {
                width: parent.width
                text: root.date
                color: root.foreground
                font.family: Theme.family
                font.pixelSize: Theme.small
                textFormat: Text.PlainText
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}
