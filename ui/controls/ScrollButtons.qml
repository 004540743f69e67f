// A page up, a page down: nothing is reached by dragging alone.
import QtQuick

Row {
    id: root

    required property Flickable flickable
    // A list with a header begins above zero.
    readonly property real least: flickable.originY
    readonly property real most: least + Math.max(0, flickable.contentHeight - flickable.height)
    readonly property int share: (width - spacing) / 2

    readonly property bool narrow: share < Theme.px(Theme.large ? 60 : 48)
    readonly property int inset: narrow ? Theme.px(2) : Theme.pad

    visible: most > least + 1
    spacing: Theme.gap

    function turn(pages: real) {
        root.flickable.contentY = Math.max(root.least, Math.min(root.most, root.flickable.contentY + pages * root.flickable.height));
    }

    ActionButton {
        objectName: "scrollUp"
        width: root.share
        leftPadding: root.inset
        rightPadding: root.inset
        look: ActionButton.Outline
        dimmed: root.flickable.contentY <= root.least
        glyph: root.narrow ? "" : "chevron-up"
        text: qsTr("Выше")
        onClicked: root.turn(-0.85)
    }
    ActionButton {
        objectName: "scrollDown"
        width: root.share
        leftPadding: root.inset
        rightPadding: root.inset
        look: ActionButton.Outline
        dimmed: root.flickable.contentY >= root.most - 1
        glyph: root.narrow ? "" : "chevron-down"
        text: qsTr("Ниже")
        onClicked: root.turn(0.85)
    }
}
