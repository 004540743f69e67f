// The company shut the account during the visit: why, what became of what was entered, whom to ask.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

PageFrame {
    id: root

    required property LobbyViewModel viewModel

    heading: qsTr("Кабинет закрыт")
    hint: qsTr("Ваши данные удалены с экрана.")
    backText: qsTr("На главный экран")
    onBack: root.viewModel.home()

    Repeater {
        model: root.viewModel.parting

        Banner {
            required property string modelData
            required property int index

            objectName: `parting:${index}`
            width: parent?.width ?? 0
            mood: index === 0 ? Banner.Attention : Banner.Info
            glyph: index === 0 ? "logout" : index === 1 ? "cloud-up" : "phone"
            text: modelData
        }
    }
    Banner {
        width: parent?.width ?? 0
        visible: root.viewModel.farewell !== ""
        glyph: "printer"
        text: root.viewModel.farewell
    }
    footer: [
        ScrollButtons {
            width: parent?.width ?? 0
            flickable: root.scroll
        }
    ]
}
