// One part of what will be sent, and «Изменить».
import QtQuick
import ui.controls

Card {
    id: root

    required property string part
    required property string label
    required property string value
    default property alias more: below.data

    // «Изменить» under the words where it would squeeze them.
    readonly property bool stacked: width < 2.7 * change.width

    signal wanted

    implicitHeight: (stacked ? words.height + Theme.tight + change.height : Math.max(words.height, change.height)) + 2 * Theme.gap

    Column {
        id: words
        x: Theme.pad
        y: root.stacked ? Theme.gap : (root.height - height) / 2
        width: (root.stacked ? root.width - Theme.pad : change.x - Theme.tight) - x
        spacing: Theme.px(1)

        NoteText {
            width: parent.width
            text: root.label
        }
        BodyText {
            width: parent.width
            visible: root.value !== ""
            text: root.value
            maximumLineCount: 12
            elide: Text.ElideRight
        }
        Column {
            id: below
            width: parent.width
        }
    }
    ActionButton {
        id: change
        objectName: "change:" + root.part
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        y: root.stacked ? words.y + words.height + Theme.tight : (root.height - height) / 2
        look: ActionButton.Outline
        text: qsTr("Изменить")
        onClicked: root.wanted()
    }
}
