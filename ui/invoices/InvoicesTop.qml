// What is said above the list: the debt where nothing stands beside it, the age of the data, what became of a document.
import QtQuick
import ui.controls

Column {
    id: root

    required property InvoicesViewModel viewModel

    spacing: Theme.gap

    InvoicesSummary {
        width: root.width
        visible: !Theme.landscape
        viewModel: root.viewModel
    }
    Banner {
        objectName: "age"
        width: root.width
        visible: text !== ""
        mood: Banner.Attention
        glyph: "cloud-off"
        text: root.viewModel.age
    }
    Banner {
        objectName: "notice"
        width: root.width
        visible: text !== ""
        text: root.viewModel.notice
    }
    Item {
        width: root.width
        height: 1
    }
}
