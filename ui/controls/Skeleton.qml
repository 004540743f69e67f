// What is shown while something is read: its outline and a word, never a blank.
pragma ComponentBehavior: Bound
import QtQuick

Column {
    id: root

    property string text: qsTr("Загружаем…")
    property int rows: 3
    property int rowHeight: Theme.px(26)

    spacing: Theme.gap

    NoteText {
        width: root.width
        text: root.text
    }
    Repeater {
        model: root.rows

        Rectangle {
            width: root.width
            height: root.rowHeight
            radius: Theme.cardRadius
            color: Theme.idle
            border.width: Theme.contrast ? Theme.stroke : 0
            border.color: Theme.outline
        }
    }
}
