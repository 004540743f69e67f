// What can be done about the appeal that is shown; to take it back needs a second tap.
import QtQuick
import ui.controls

Column {
    id: root

    required property AppealActions actions

    spacing: Theme.px(4)

    Banner {
        objectName: "actionProblem"
        width: root.width
        visible: text !== ""
        mood: Banner.Attention
        glyph: "alert-triangle"
        text: root.actions.problem
    }
    RefusalButtons {
        width: root.width
        visible: root.actions.refused
        correctable: root.actions.correctable
        busy: root.actions.busy
        onCorrected: root.actions.revise()
        onDismissed: root.actions.dismiss()
    }
    Banner {
        objectName: "cancelQuestion"
        width: root.width
        visible: root.actions.cancelling
        mood: Banner.Attention
        glyph: "alert-triangle"
        title: qsTr("Отменить обращение?")
        text: qsTr("Вернуть его будет нельзя, но можно подать новое.")
    }
    ActionButton {
        objectName: "edit"
        width: root.width
        visible: root.actions.editable && !root.actions.cancelling
        dimmed: root.actions.busy
        look: ActionButton.Tinted
        text: qsTr("Изменить")
        onClicked: root.actions.revise()
    }
    ActionButton {
        objectName: "askCancel"
        width: root.width
        visible: root.actions.editable && !root.actions.cancelling
        dimmed: root.actions.busy
        look: ActionButton.Outline
        text: qsTr("Отменить обращение")
        onClicked: root.actions.askCancel()
    }
    ActionButton {
        objectName: "cancel"
        width: root.width
        visible: root.actions.cancelling
        dimmed: root.actions.busy
        look: ActionButton.Emergency
        text: qsTr("Да, отменить")
        onClicked: root.actions.cancel()
    }
    ActionButton {
        objectName: "keep"
        width: root.width
        visible: root.actions.cancelling
        look: ActionButton.Outline
        text: qsTr("Нет, оставить")
        onClicked: root.actions.keep()
    }
}
