// What stands after the documents, or in their place.
import QtQuick
import ui.controls

Column {
    id: root

    required property InvoicesViewModel viewModel

    topPadding: more.visible ? Theme.px(4) : 0

    ActionButton {
        id: more
        objectName: "more"
        width: root.width
        visible: root.viewModel.more
        look: ActionButton.Outline
        glyph: "history"
        text: qsTr("Показать более ранние")
        onClicked: root.viewModel.showMore()
    }
    Skeleton {
        width: root.width
        visible: root.viewModel.loading
        text: qsTr("Загружаем документы…")
    }
    Banner {
        objectName: "emptiness"
        width: root.width
        visible: root.viewModel.emptiness !== ""
        glyph: "file-invoice"
        text: root.viewModel.emptiness
    }
}
