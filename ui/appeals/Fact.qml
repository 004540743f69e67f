// A thing's name and what it is.
import QtQuick
import ui.controls

Column {
    id: root

    required property string label
    required property string value

    visible: value !== ""

    NoteText {
        width: root.width
        text: root.label
    }
    BodyText {
        width: root.width
        text: root.value
    }
}
