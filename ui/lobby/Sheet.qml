// A question or an answer over the page; everything below it waits.
import QtQuick
import ui.controls

Rectangle {
    id: root

    property string heading: ""
    property string closeName: ""
    property string closeText: ""
    readonly property int most: height - Theme.margin - Theme.px(Theme.landscape ? 4 : 12) - 2 * Theme.pad
    readonly property int room: most - close.height - Theme.gap
    readonly property bool overflows: column.height > room + 1
    default property alias content: column.data

    signal closed

    color: Theme.veil

    MouseArea {
        anchors.fill: parent
        onClicked: root.closed()
    }
    Card {
        id: card
        width: Math.min(root.width - 2 * Theme.margin, Theme.px(300))
        height: Math.min(root.room, column.height) + Theme.gap + close.height + 2 * Theme.pad
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin

        MouseArea {
            anchors.fill: parent
        }
        Flickable {
            id: flick
            objectName: "sheetScroll"
            x: Theme.pad
            y: Theme.pad
            width: parent.width - 2 * x
            height: Math.min(root.room, column.height)
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
        ScrollButtons {
            visible: root.overflows
            flickable: flick
            x: Theme.pad
            y: close.y
            width: (flick.width - Theme.gap) / 2
        }
        ActionButton {
            id: close
            objectName: root.closeName
            x: root.overflows ? Theme.pad + (flick.width + Theme.gap) / 2 : Theme.pad
            y: parent.height - height - Theme.pad
            width: root.overflows ? (flick.width - Theme.gap) / 2 : flick.width
            text: root.closeText
            onClicked: root.closed()
        }
    }
}
