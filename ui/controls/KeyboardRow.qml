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
        model: root.letters.split("")

        KeyboardKey {
            required property string modelData

            objectName: "key:" + modelData.toLowerCase()
            width: root.pitch
            height: root.height
            caption: modelData
            onClicked: root.typed(modelData)
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
