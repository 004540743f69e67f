// Whom to call when it cannot wait, and what to say.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Sheet {
    id: root

    required property BoardViewModel board

    heading: qsTr("Аварийно-диспетчерская служба")
    closeName: "closeDispatcher"
    closeText: qsTr("Понятно")

    Repeater {
        model: root.board.phones

        BodyText {
            required property string modelData

            width: parent ? parent.width : 0
            text: modelData
            color: Theme.emergency
            font.pixelSize: Theme.figure
            font.weight: Font.Bold
        }
    }
    BodyText {
        width: parent.width
        visible: root.board.phones.length === 0
        text: qsTr("Телефон ещё не получен от компании. Единый номер экстренных служб — 112.")
    }
    BodyText {
        width: parent.width
        visible: text !== ""
        text: root.board.advice
    }
    NoteText {
        width: parent.width
        text: qsTr("Звоните со своего телефона. Пожар, запах газа, угроза жизни — 112.")
    }
}
