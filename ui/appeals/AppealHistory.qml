// What has happened to an appeal, in the company's words.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Card {
    id: root

    required property QtObject history

    implicitHeight: column.height + 2 * Theme.pad

    Column {
        id: column
        x: Theme.pad
        y: Theme.pad
        width: parent.width - 2 * Theme.pad
        spacing: Theme.px(4)

        BodyText {
            width: parent.width
            text: qsTr("История")
            font.pixelSize: Theme.strong
            font.weight: Font.DemiBold
        }
        NoteText {
            width: parent.width
            visible: events.count === 0
            text: qsTr("Управляющая компания ещё ничего не отметила.")
        }
        Repeater {
            id: events
            model: root.history

            Column {
                id: event

                required property string at
                required property string status
                required property string note

                width: column.width

                NoteText {
                    width: parent.width
                    text: event.at
                }
                BodyText {
                    width: parent.width
                    text: event.status
                    font.weight: Font.DemiBold
                }
                BodyText {
                    width: parent.width
                    visible: event.note !== ""
                    text: event.note
                }
            }
        }
    }
}
