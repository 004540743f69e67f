// Adding an account by what the company gave its owner.
import QtQuick
import ui.controls

FormPage {
    id: root

    property bool shown: false

    heading: qsTr("По логину и паролю")
    hint: qsTr("Их выдаёт управляющая компания. Обычно логин – номер лицевого счёта.")
    onWanted: field => field === "login" ? login.begin() : password.begin()
    Component.onCompleted: {
        login.text = root.viewModel.login;
        login.begin();
    }

    Field {
        id: login
        objectName: "login"
        width: parent?.width ?? 0
        label: qsTr("Логин")
        placeholder: "101010"
        layout: "digits"
        maximumLength: 60
        problem: root.viewModel.emptyField === "login" ? root.viewModel.emptySentence : ""
        actionText: qsTr("Дальше")
        onEdited: root.viewModel.type("login", text)
        onActed: password.begin()
    }
    Field {
        id: password
        objectName: "password"
        width: parent?.width ?? 0
        label: qsTr("Пароль")
        layout: "en"
        secret: !root.shown
        maximumLength: 100
        problem: root.viewModel.emptyField === "password" ? root.viewModel.emptySentence : ""
        actionText: qsTr("Добавить")
        onEdited: root.viewModel.type("password", text)
        onActed: root.viewModel.link()
    }
    ActionButton {
        objectName: "showPassword"
        look: ActionButton.Outline
        glyph: root.shown ? "eye-off" : "eye"
        text: root.shown ? qsTr("Скрыть пароль") : qsTr("Показать пароль")
        onClicked: root.shown = !root.shown
    }
}
