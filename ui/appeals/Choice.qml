// One of several; the chosen one is filled, so that colour is not alone in telling it.
import QtQuick
import ui.controls

Tap {
    id: root

    property bool chosen: false
    property bool within: false
    readonly property color foreground: chosen ? Theme.inkOnBlue : Theme.blue

    leftPadding: Theme.tight
    rightPadding: Theme.tight
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        radius: Theme.buttonRadius
        color: root.chosen ? Theme.blue : root.pressed ? Theme.tintPressed : root.within ? Theme.tint : Theme.surface
        border.width: Theme.stroke
        border.color: root.chosen || root.within ? Theme.blue : Theme.outline
    }
    contentItem: Text {
        text: root.text
        color: root.foreground
        font.family: Theme.family
        font.pixelSize: Theme.body
        font.weight: Font.DemiBold
        textFormat: Text.PlainText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
}
