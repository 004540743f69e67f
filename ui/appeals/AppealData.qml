// What an appeal says: type, text, convenient time, regulated limit.
import QtQuick
import ui.controls

Card {
    id: root

    required property AppealViewModel viewModel

    implicitHeight: column.height + 2 * Theme.pad

    Column {
        id: column
        x: Theme.pad
        y: Theme.pad
        width: parent.width - 2 * Theme.pad
        spacing: Theme.px(4)

        Row {
            width: parent.width
            spacing: Theme.tight

            Glyph {
                id: glyph
                name: root.viewModel.typeIcon
            }
            BodyText {
                width: parent.width - glyph.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                text: root.viewModel.typeName
                font.weight: Font.DemiBold
            }
        }
        BodyText {
            width: parent.width
            text: root.viewModel.text
        }
        Fact {
            width: parent.width
            label: qsTr("Удобное время")
            value: root.viewModel.visit
        }
        Fact {
            width: parent.width
            label: qsTr("Срок по правилам")
            value: root.viewModel.regulated
        }
    }
}
