// A consent's full text to read, by finger or by buttons, and «Принимаю» below it.
import QtQuick
import ui.controls

PageFrame {
    id: root

    required property LoginViewModel viewModel

    heading: root.viewModel.textTitle
    aside: qsTr("Редакция %1").arg(root.viewModel.textVersion)
    onBack: root.viewModel.close()

    BodyText {
        objectName: "consentText"
        width: parent?.width ?? 0
        text: root.viewModel.textBody
        lineHeight: 1.3
    }
    footer: [
        ScrollButtons {
            width: parent?.width ?? 0
            flickable: root.scroll
        },
        ActionButton {
            objectName: "accept"
            width: parent?.width ?? 0
            text: root.viewModel.textAccepted ? qsTr("Вернуться") : qsTr("Принимаю")
            note: root.viewModel.textAccepted ? qsTr("вы уже приняли этот текст") : ""
            onClicked: root.viewModel.accept()
        }
    ]
}
