// An appeal's photos; those not there are said, and can be asked for again.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Card {
    id: root

    required property PhotoLoading photos

    signal wanted

    visible: photos.any
    implicitHeight: column.height + 2 * Theme.pad

    Column {
        id: column
        x: Theme.pad
        y: Theme.pad
        width: parent.width - 2 * Theme.pad
        spacing: Theme.px(4)

        BodyText {
            width: parent.width
            text: qsTr("Снимки")
            font.pixelSize: Theme.strong
            font.weight: Font.DemiBold
        }
        Grid {
            id: grid
            columns: 3
            spacing: Theme.px(3)

            Repeater {
                model: root.photos.rows

                Rectangle {
                    id: slot

                    required property int index
                    required property string photoKey

                    objectName: "photo:" + index
                    width: (column.width - 2 * grid.spacing) / 3
                    height: width * 0.75
                    radius: Theme.px(4)
                    color: Theme.ground
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
                        objectName: "picture:" + slot.index
                        anchors.fill: parent
                        pictures: root.photos.pictures
                        key: slot.photoKey
                        radius: slot.radius
                    }
                }
            }
        }
        BodyText {
            objectName: "photoProblem"
            width: parent.width
            visible: text !== ""
            text: root.photos.problem
            color: Theme.attention
        }
        ActionButton {
            objectName: "loadPhotos"
            width: parent.width
            visible: root.photos.problem !== ""
            look: ActionButton.Outline
            glyph: "refresh"
            text: qsTr("Загрузить ещё раз")
            onClicked: root.wanted()
        }
    }
}
