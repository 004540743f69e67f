// The boxes, a line about the code's life, and the keypad.
import QtQuick
import ui.controls

Column {
    id: root

    required property LoginViewModel viewModel

    spacing: Theme.landscape ? Theme.px(3.5) : Theme.gap

    CodeBoxes {
        width: root.width
        code: root.viewModel.code
        alive: root.viewModel.codeAlive
    }
    NoteText {
        objectName: "codeState"
        width: root.width
        horizontalAlignment: Text.AlignHCenter
        font.weight: root.viewModel.waiting !== "" ? Font.DemiBold : Font.Normal
        text: root.viewModel.waiting !== "" ? [root.viewModel.waiting, root.viewModel.waited].filter(words => words !== "").join(" ") : !root.viewModel.codeAlive ? qsTr("Код больше не действует") : qsTr("Код действует ещё %1\nОсталось попыток: %2").arg(root.viewModel.codeLife).arg(root.viewModel.attemptsLeft)
    }
    ActionButton {
        objectName: "recheck"
        width: root.width
        visible: root.viewModel.retry && root.viewModel.codeComplete
        glyph: "refresh"
        text: qsTr("Проверить ещё раз")
        onClicked: root.viewModel.check()
    }
    Keypad {
        width: root.width
        keyHeight: Theme.px(Theme.landscape ? 21 : 27)
        visible: root.viewModel.codeAlive && !(root.viewModel.retry && root.viewModel.codeComplete && Theme.landscape)
        onDigit: text => root.viewModel.digit(text)
        onErased: root.viewModel.erase()
    }
}
