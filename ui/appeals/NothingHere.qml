// An empty list says what would be here and how to make it appear.
import QtQuick
import ui.controls

Card {
    id: root

    required property string glyph
    required property string title
    required property string text

    implicitHeight: column.implicitHeight + 2 * Theme.px(10)

    Column {
        id: column
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.pad
        width: parent.width - 2 * Theme.pad
        spacing: Theme.px(4)

        Glyph {
            anchors.horizontalCenter: parent.horizontalCenter
            name: root.glyph
            color: Theme.secondary
            size: Theme.px(18)
        }
        BodyText {
            width: parent.width
            text: root.title
            font.pixelSize: Theme.strong
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            width: parent.width
            text: root.text
            color: Theme.secondary
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
