// Everything once more before it is sent, each part with a way to change it.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

FormPage {
    id: root

    readonly property int inner: width - 2 * Theme.margin
    readonly property int share: Theme.landscape ? (inner - Theme.px(4)) / 2 : inner

    step: 4
    heading: qsTr("Проверьте обращение")
    hint: viewModel.words.account

    Banner {
        objectName: "reason"
        width: root.inner
        visible: text !== ""
        mood: Banner.Attention
        glyph: "alert-triangle"
        title: qsTr("Почему не приняли")
        text: root.viewModel.words.reason
    }
    Flow {
        width: root.inner
        spacing: Theme.px(4)

        Column {
            width: root.share
            spacing: Theme.px(4)

            CheckPart {
                width: parent.width
                part: "type"
                label: qsTr("Тип")
                value: root.viewModel.words.typeName
                onWanted: root.viewModel.revise("type")
            }
            CheckPart {
                width: parent.width
                part: "text"
                label: qsTr("Описание")
                value: root.viewModel.words.text
                onWanted: root.viewModel.revise("text")
            }
        }
        Column {
            width: root.share
            spacing: Theme.px(4)

            CheckPart {
                width: parent.width
                part: "photos"
                label: qsTr("Снимки")
                value: root.viewModel.photos.count === 0 ? qsTr("Без снимков") : ""
                onWanted: root.viewModel.revise("photos")

                PhotoStrip {
                    width: parent?.width ?? 0
                    visible: root.viewModel.photos.count > 0
                    tray: root.viewModel.photos
                }
            }
            CheckPart {
                width: parent.width
                part: "visit"
                label: qsTr("Удобное время")
                value: root.viewModel.words.visit
                onWanted: root.viewModel.revise("visit")
            }
        }
    }
    actions: [
        Banner {
            objectName: "problem"
            width: parent?.width ?? 0
            visible: text !== ""
            mood: Banner.Attention
            glyph: "alert-triangle"
            text: root.viewModel.words.problem
        },
        ActionButton {
            objectName: "send"
            width: parent?.width ?? 0
            height: Theme.px(Theme.landscape ? 21 : 27)
            dimmed: root.viewModel.words.sending
            text: root.viewModel.words.sending ? qsTr("Сохраняем…") : qsTr("Отправить")
            onClicked: root.viewModel.send()
        }
    ]
}
