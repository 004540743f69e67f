// Ten digits as big as the hand; a page listens to them, no field needs the focus.
pragma ComponentBehavior: Bound
import QtQuick

Grid {
    id: root

    property int keyHeight: Theme.px(Theme.landscape ? 24 : 25)

    signal digit(text: string)
    signal erased

    columns: 3
    rowSpacing: Theme.px(3)
    columnSpacing: Theme.px(3.5)

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "erase"]

        Item {
            id: cell

            required property string modelData

            width: (root.width - 2 * root.columnSpacing) / 3
            height: root.keyHeight

            KeyboardKey {
                anchors.fill: parent
                inset: 0
                visible: cell.modelData !== ""
                objectName: "key:" + cell.modelData
                caption: cell.modelData === "erase" ? "" : cell.modelData
                glyph: cell.modelData === "erase" ? "backspace" : ""
                word: cell.modelData === "erase" ? qsTr("Стереть цифру") : cell.modelData
                captionSize: Theme.px(Theme.large ? 13 : 11.5)
                autoRepeat: cell.modelData === "erase"
                onClicked: cell.modelData === "erase" ? root.erased() : root.digit(cell.modelData)
            }
        }
    }
}
