// What became of the claim: being checked, or the company's answer.
import QtQuick
import ui.controls

Column {
    id: root

    required property AccountsViewModel viewModel

    SaidBanner {
        width: root.width
        viewModel: root.viewModel
    }
    BodyText {
        objectName: "linking"
        width: root.width
        visible: Typing.active && text !== ""
        text: [root.viewModel.linking, root.viewModel.linkingNote].filter(words => words !== "").join(" ")
        font.weight: Font.DemiBold
    }
}
