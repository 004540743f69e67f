// Two separate consents, unticked at first; or why they cannot be given yet.
import QtQuick
import ui.controls

Column {
    id: root

    required property LoginViewModel viewModel

    spacing: Theme.px(4)

    ConsentRow {
        width: root.width
        visible: root.viewModel.textsKnown
        name: "agreement"
        text: qsTr("Принимаю пользовательское соглашение")
        ticked: root.viewModel.agreement
        wanted: root.viewModel.pointedAt.includes(name)
        onToggled: root.viewModel.tick(name)
        onReadWanted: root.viewModel.read(name)
    }
    ConsentRow {
        width: root.width
        visible: root.viewModel.textsKnown
        name: "personal_data"
        text: qsTr("Согласен на обработку персональных данных")
        ticked: root.viewModel.personalData
        wanted: root.viewModel.pointedAt.includes(name)
        onToggled: root.viewModel.tick(name)
        onReadWanted: root.viewModel.read(name)
    }
    Banner {
        objectName: "noTexts"
        width: root.width
        visible: !root.viewModel.textsKnown
        mood: Banner.Attention
        glyph: "clock"
        title: qsTr("Тексты согласий ещё не получены")
        text: qsTr("Без них войти нельзя. Они появятся здесь сами, когда ответит управляющая компания. Номер можно ввести уже сейчас. Если ждать долго, обратитесь к консьержу.")
    }
}
