// A row of letters; the last one also erases.
pragma ComponentBehavior: Bound
import QtQuick

Row {
    id: root

    required property string letters
    property bool erases: false
    readonly property real pitch: width / (erases ? Math.max(12.4, letters.length + 1.4) : Math.max(12, letters.length))

    signal typed(character: string)
    signal erased

    Repeater {
        // Always twelve: another alphabet changes what is written on the keys, not the keys.
        model: 12

        KeyboardKey {
            required property int index
            readonly property string letter: root.letters.charAt(index)

            objectName: "key:" + letter.toLowerCase()
            visible: letter !== ""
            width: root.pitch
            height: root.height
            caption: letter
            onClicked: root.typed(letter)
        }
    }
    KeyboardKey {
        objectName: "key:erase"
        visible: root.erases
        width: root.width - root.pitch * root.letters.length
        height: root.height
        glyph: "backspace"
        word: qsTr("Стереть")
        autoRepeat: true
        onClicked: root.erased()
    }
}
