// The form's photos in a row, and empty places for those still possible.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Grid {
    id: root

    required property PhotoTray tray
    property bool editable: false
    property int places: tray.count
    property int across: 5

    signal deleted(index: int)

    columns: across
    spacing: Theme.px(2)

    Repeater {
        model: root.tray.rows

        Column {
            id: place

            required property int index
            required property string photoKey

            objectName: "shot:" + index
            width: (root.width - (root.across - 1) * root.spacing) / root.across
            spacing: Theme.px(2)

            Rectangle {
                width: place.width
                height: place.width * 0.75
                radius: Theme.px(3)
                color: picture.ready ? "transparent" : Theme.ground
                border.width: picture.ready ? 0 : Theme.hairline
                border.color: Theme.outline

                Glyph {
                    anchors.centerIn: parent
                    visible: !picture.ready
                    name: "photo"
                    color: Theme.secondary
                }
                PictureView {
                    id: picture
                    anchors.fill: parent
                    pictures: root.tray.pictures
                    key: place.photoKey
                    radius: parent.radius
                }
            }
            ActionButton {
                objectName: "deletePhoto:" + place.index
                width: place.width
                visible: root.editable
                leftPadding: Theme.px(1)
                rightPadding: Theme.px(1)
                look: ActionButton.Outline
                text: qsTr("Убрать")
                onClicked: root.deleted(place.index)
            }
        }
    }
    Repeater {
        model: Math.max(0, root.places - root.tray.count)

        Rectangle {
            width: (root.width - (root.across - 1) * root.spacing) / root.across
            height: width * 0.75
            radius: Theme.px(3)
            color: "transparent"
            border.width: Theme.stroke
            border.color: Theme.outline
        }
    }
}
