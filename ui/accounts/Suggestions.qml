// Addresses that begin like what is typed; each is a target as big as a key.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Column {
    id: root

    required property AccountsViewModel viewModel
    property bool explained: false

    signal picked(address: string)

    spacing: Theme.px(2)

    NoteText {
        width: root.width
        visible: root.explained && root.viewModel.address === ""
        text: qsTr("Начните вводить адрес – здесь появятся подсказки.")
    }
    NoteText {
        width: root.width
        visible: root.explained && root.viewModel.suggestions.length === 0
        text: qsTr("Номер, адрес и квартира сверяются вместе.")
    }
    Repeater {
        model: root.viewModel.suggestions

        Tap {
            id: suggestion

            required property int index
            required property string modelData

            objectName: "suggestion:" + index
            width: root.width
            implicitHeight: Math.max(Theme.target, words.implicitHeight + 2 * Theme.tight)
            text: modelData
            onClicked: root.picked(suggestion.modelData)

            background: Card {
                radius: Theme.buttonRadius
                color: suggestion.pressed ? Theme.tintPressed : Theme.surface
                border.width: Theme.hairline
                border.color: Theme.outline
            }
            contentItem: Item {
                Glyph {
                    id: pin
                    x: Theme.gap
                    anchors.verticalCenter: parent.verticalCenter
                    name: "map-pin"
                }
                BodyText {
                    id: words
                    anchors.left: pin.right
                    anchors.right: parent.right
                    anchors.margins: Theme.gap
                    anchors.verticalCenter: parent.verticalCenter
                    text: suggestion.modelData
                    Accessible.ignored: true
                }
            }
        }
    }
}
