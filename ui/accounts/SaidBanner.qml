// What the company answered, or that it did not.
import ui.controls

Banner {
    id: root

    required property AccountsViewModel viewModel

    objectName: "said"
    visible: text !== ""
    text: root.viewModel.saidText
    mood: root.viewModel.saidMood
    glyph: root.viewModel.retry ? "wifi-off" : root.viewModel.saidMood === Banner.Good ? "circle-check" : "info-circle"
}
