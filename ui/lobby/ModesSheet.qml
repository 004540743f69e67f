// How the kiosk looks to this person; back to the usual after each resident.
import QtQuick
import ui.controls

Sheet {
    id: root

    heading: qsTr("Как показывать")
    closeName: "closeModes"
    closeText: qsTr("Готово")

    ActionButton {
        objectName: "large"
        width: parent.width
        look: ActionButton.Outline
        selected: Theme.large
        glyph: Theme.large ? "check" : "text-size"
        text: qsTr("Крупный текст")
        note: Theme.large ? qsTr("включён") : ""
        onClicked: Theme.large = !Theme.large
    }
    ActionButton {
        objectName: "contrast"
        width: parent.width
        look: ActionButton.Outline
        selected: Theme.contrast
        glyph: Theme.contrast ? "check" : "contrast"
        text: qsTr("Высокий контраст")
        note: Theme.contrast ? qsTr("включён") : ""
        onClicked: Theme.contrast = !Theme.contrast
    }
}
