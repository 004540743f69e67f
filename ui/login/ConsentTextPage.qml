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
        Grid {
            id: actions
            width: parent?.width ?? 0
            columns: Theme.landscape && scrolling.visible ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.px(4)

            readonly property int share: columns === 2 ? (width - columnSpacing) / 2 : width

            ScrollButtons {
                id: scrolling
                width: actions.share
                flickable: root.scroll
            }
            ActionButton {
                objectName: "accept"
                width: actions.share
                text: root.viewModel.textAccepted ? qsTr("Вернуться") : qsTr("Принимаю")
                note: root.viewModel.textAccepted ? qsTr("вы уже приняли этот текст") : ""
                onClicked: root.viewModel.accept()
            }
        }
    ]
}
