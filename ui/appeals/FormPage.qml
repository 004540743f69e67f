// The frame of every page of the form: its steps, the way back, and what does not fit scrolled by buttons.
import QtQuick
import ui.controls

PageFrame {
    id: root

    required property NewAppealViewModel viewModel
    default property alias page: body.data
    property alias actions: buttons.data
    property bool scrollable: true

    aside: viewModel.words.title
    steps: [qsTr("Тип"), qsTr("Описание"), qsTr("Фото"), qsTr("Визит"), qsTr("Проверка")]
    onBack: root.viewModel.back()

    content: [
        Column {
            id: body
            width: parent?.width ?? 0
            spacing: Theme.landscape ? Theme.px(2.5) : Theme.gap
        }
    ]
    footer: [
        Grid {
            id: foot

            readonly property bool paired: Theme.landscape && scroll.visible && buttons.children.length > 0

            width: parent?.width ?? 0
            columns: paired ? 2 : 1
            spacing: Theme.px(4)

            ScrollButtons {
                id: scroll
                width: foot.paired ? (foot.width - foot.spacing) * 0.4 : foot.width
                visible: root.scrollable && most > 1
                flickable: root.scroll
            }
            Column {
                id: buttons
                width: foot.paired ? (foot.width - foot.spacing) * 0.6 : foot.width
                spacing: Theme.px(4)
            }
        }
    ]
}
