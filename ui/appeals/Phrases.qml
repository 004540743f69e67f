// What people often say of such a thing; a tap writes it into the text.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Flow {
    id: root

    required property list<string> phrases

    signal picked(phrase: string)

    spacing: Theme.px(3)

    Repeater {
        model: root.phrases

        ActionButton {
            required property string modelData
            required property int index

            objectName: "phrase:" + index
            width: Math.min(implicitWidth, root.width)
            look: ActionButton.Outline
            text: modelData
            onClicked: root.picked(modelData)
        }
    }
}
