// One of several; the chosen one is filled, so that colour is not alone in telling it.
import QtQuick
import ui.controls

Tap {
    id: root

    property bool chosen: false
    property bool within: false
    property string note: ""
    readonly property color foreground: chosen ? Theme.inkOnBlue : Theme.blue

    leftPadding: Theme.tight
    rightPadding: Theme.tight
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.description: note

    background: Rectangle {
        radius: Theme.buttonRadius
        color: root.chosen ? Theme.blue : root.pressed ? Theme.tintPressed : root.within ? Theme.tint : Theme.surface
        border.width: Theme.stroke
        border.color: root.chosen || root.within ? Theme.blue : Theme.outline
    }
    contentItem: Item {
        implicitWidth: lines.implicitWidth
        implicitHeight: lines.implicitHeight

        Column {
            id: lines
            width: parent.width
            anchors.centerIn: parent

            BodyText {
                width: parent.width
                text: root.text
                color: root.foreground
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(6.9)
                Accessible.ignored: true
            }
            NoteText {
                width: parent.width
                visible: root.note !== ""
                text: root.note
                color: root.foreground
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(6.9)
                Accessible.ignored: true
            }
        }
    }
}
