// A question or an answer over the page; everything below it waits.
import QtQuick
import ui.controls

Rectangle {
    id: root

    property string heading: ""
    default property alias content: column.data

    signal closed

    color: Theme.contrast ? "#E6000000" : "#B30F1B2D"

    MouseArea {
        anchors.fill: parent
        onClicked: root.closed()
    }
    Card {
        id: card
        width: Math.min(root.width - 2 * Theme.margin, Theme.px(300))
        height: Math.min(root.height - 2 * Theme.margin, column.height + 2 * Theme.pad)
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin

        MouseArea {
            anchors.fill: parent
        }
        Flickable {
            anchors.fill: parent
            anchors.margins: Theme.pad
            contentHeight: column.height
            boundsBehavior: Flickable.StopAtBounds
            clip: true

            Column {
                id: column
                width: parent.width
                spacing: Theme.gap

                Heading {
                    width: parent.width
                    text: root.heading
                }
            }
        }
    }
}
