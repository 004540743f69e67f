// The account's header: number, owner's initials, address, people, debt behind «Показать суммы».
import QtQuick
import ui.controls

Rectangle {
    id: root

    required property CabinetViewModel viewModel

    implicitHeight: column.height + 2 * Theme.px(6)
    radius: Theme.cardRadius
    color: Theme.contrast ? Theme.surface : Theme.blue
    border.width: Theme.contrast ? Theme.stroke : 0
    border.color: Theme.outline

    readonly property color ink: "#FFFFFF"
    readonly property bool stacked: Theme.landscape || Theme.large

    Column {
        id: column
        x: Theme.pad
        y: Theme.px(6)
        width: parent.width - 2 * Theme.pad
        spacing: Theme.px(4)

        Grid {
            width: parent.width
            columns: root.stacked ? 1 : 2
            spacing: Theme.px(4)

            Column {
                width: root.stacked ? parent.width : parent.width - change.width - Theme.px(4)

                NoteText {
                    objectName: "accountNumber"
                    width: parent.width
                    text: qsTr("Лицевой счёт № %1 · %2").arg(root.viewModel.number).arg(root.viewModel.owner)
                    color: root.ink
                }
                BodyText {
                    width: parent.width
                    text: root.viewModel.address
                    color: root.ink
                    font.pixelSize: Theme.strong
                    font.weight: Font.DemiBold
                }
                NoteText {
                    width: parent.width
                    text: root.viewModel.people
                    color: root.ink
                }
                NoteText {
                    width: parent.width
                    text: root.viewModel.phone
                    color: root.ink
                }
            }
            ActionButton {
                id: change
                objectName: "switch"
                width: root.stacked ? parent.width : implicitWidth
                look: ActionButton.Outline
                text: qsTr("Сменить")
                onClicked: root.viewModel.switchAccount()
            }
        }
        Grid {
            width: parent.width
            columns: root.stacked ? 1 : 2
            spacing: Theme.px(4)

            Column {
                width: root.stacked ? parent.width : parent.width - sums.width - Theme.px(4)

                NoteText {
                    text: root.viewModel.debtTitle
                    color: root.ink
                }
                BodyText {
                    objectName: "debt"
                    width: parent.width
                    text: root.viewModel.debt
                    color: root.ink
                    font.pixelSize: root.viewModel.sumsShown && !root.stacked ? Theme.figure : Theme.heading
                    font.weight: Font.Bold
                    lineHeight: 1
                }
            }
            ActionButton {
                id: sums
                objectName: "sums"
                visible: root.viewModel.hasSums
                width: root.stacked ? parent.width : implicitWidth
                look: ActionButton.Outline
                glyph: root.viewModel.sumsShown ? "eye-off" : "eye"
                text: root.viewModel.sumsShown ? qsTr("Скрыть суммы") : qsTr("Показать суммы")
                onClicked: root.viewModel.toggleSums()
            }
        }
    }
}
