// The number so far in its mask, and below it what is wrong.
import QtQuick
import ui.controls

Column {
    id: root

    required property LoginViewModel viewModel
    property bool explained: true
    readonly property bool wanted: viewModel.pointedAt.includes("phone")

    spacing: Theme.px(1.5)

    Rectangle {
        objectName: "phone"
        width: root.width
        height: Theme.px(26)
        radius: Theme.buttonRadius
        color: Theme.surface
        border.width: Theme.stroke
        border.color: root.wanted || root.viewModel.phoneProblem !== "" ? Theme.emergency : Theme.blue
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Номер телефона")
        Accessible.description: root.viewModel.phoneProblem

        TextMetrics {
            id: widest
            font.family: Theme.family
            font.weight: Font.DemiBold
            font.pixelSize: Theme.figure
            text: "+7 (888) 888-88-88"
        }
        Row {
            id: row
            anchors.left: parent.left
            anchors.leftMargin: Theme.pad
            anchors.verticalCenter: parent.verticalCenter

            readonly property int size: Theme.figure * Math.min(1, (root.width - 2 * Theme.pad) / (widest.width + Theme.px(2)))

            BodyText {
                text: root.viewModel.phoneTyped
                font.pixelSize: row.size
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }
            BodyText {
                text: root.viewModel.phoneBlank
                color: Theme.outline
                font.pixelSize: row.size
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }
        }
    }
    NoteText {
        objectName: "phoneProblem"
        width: root.width
        visible: root.explained && text !== ""
        text: root.viewModel.phoneProblem
        color: Theme.emergency
    }
}
