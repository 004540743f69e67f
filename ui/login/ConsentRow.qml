// A box to tick and the way to its full text: two targets on one card.
import QtQuick
import ui.controls

Card {
    id: root

    required property string name
    required property string text
    property bool ticked: false
    property bool wanted: false

    signal toggled
    signal readWanted

    implicitHeight: Math.max(Theme.px(26), label.implicitHeight + 2 * Theme.px(3))
    border.width: wanted || Theme.contrast ? Theme.stroke : 0
    border.color: wanted ? Theme.emergency : Theme.outline

    Tap {
        id: box
        objectName: "consent:" + root.name
        anchors.left: parent.left
        anchors.right: read.left
        height: parent.height
        text: root.text
        Accessible.role: Accessible.CheckBox
        Accessible.checkable: true
        Accessible.checked: root.ticked
        onClicked: root.toggled()

        contentItem: Item {
            Rectangle {
                id: mark
                x: Theme.px(Theme.large && Theme.landscape ? 3 : 6)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(13)
                height: width
                radius: Theme.px(3)
                color: root.ticked ? Theme.blue : box.pressed ? Theme.tintPressed : Theme.surface
                border.width: Theme.stroke
                border.color: root.ticked ? Theme.blue : root.wanted ? Theme.emergency : Theme.outline

                Glyph {
                    anchors.centerIn: parent
                    visible: root.ticked
                    name: "check"
                    color: Theme.inkOnBlue
                }
            }
            BodyText {
                id: label
                anchors.left: mark.right
                anchors.leftMargin: Theme.px(Theme.large && Theme.landscape ? 3 : 5)
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
    }
    Tap {
        id: read
        objectName: "read:" + root.name
        anchors.right: parent.right
        height: parent.height
        leftPadding: Theme.px(Theme.large && Theme.landscape ? 2.5 : 4)
        rightPadding: Theme.px(Theme.large && Theme.landscape ? 3 : 6)
        text: qsTr("Читать")
        Accessible.name: qsTr("Читать: %1").arg(root.text)
        onClicked: root.readWanted()

        contentItem: BodyText {
            text: read.text
            color: read.pressed ? Theme.bluePressed : Theme.blue
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
            font.underline: read.pressed
            wrapMode: Text.NoWrap
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
    }
}
