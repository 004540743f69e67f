// Digits, capitals, space, the other alphabet, a new line.
import QtQuick

Row {
    id: root

    required property string layoutName
    required property string caption
    required property bool capital
    readonly property real pitch: width / 12

    signal digitsWanted
    signal otherWanted
    signal capitalWanted
    signal space
    signal entered

    KeyboardKey {
        objectName: "key:digits"
        width: root.pitch * 1.8
        height: root.height
        caption: root.layoutName === "digits" ? qsTr("АБВ") : "123"
        word: root.layoutName === "digits" ? qsTr("Буквы") : qsTr("Цифры и знаки")
        captionSize: Theme.small
        onClicked: root.digitsWanted()
    }
    KeyboardKey {
        objectName: "key:capital"
        width: root.pitch * 1.5
        height: root.height
        glyph: "arrow-up"
        word: qsTr("Заглавная буква")
        active: root.capital
        onClicked: root.capitalWanted()
    }
    KeyboardKey {
        objectName: "key:space"
        width: root.pitch * 5.5
        height: root.height
        caption: qsTr("пробел")
        captionSize: Theme.small
        onClicked: root.space()
    }
    KeyboardKey {
        objectName: "key:other"
        width: root.pitch * 1.6
        height: root.height
        caption: root.layoutName === "en" ? "РУ" : "EN"
        word: root.layoutName === "en" ? qsTr("Русские буквы") : qsTr("Латинские буквы")
        captionSize: Theme.small
        onClicked: root.otherWanted()
    }
    KeyboardKey {
        objectName: "key:enter"
        width: root.pitch * 1.6
        height: root.height
        glyph: "arrow-back"
        word: qsTr("Новая строка")
        onClicked: root.entered()
    }
}
