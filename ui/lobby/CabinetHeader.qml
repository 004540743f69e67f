// The account's header: number, owner's initials, address, people, debt behind «Показать суммы».
import QtQuick
import ui.controls

Rectangle {
    id: root

    required property CabinetViewModel viewModel

    readonly property color ink: Theme.inkOnNight
    readonly property bool wide: !Theme.landscape && !Theme.large
    readonly property int inner: width - 2 * Theme.pad

    implicitHeight: (wide ? Math.max(debt.y + debt.height, sums.y + sums.height) : buttons.y + buttons.height) + Theme.px(6)
    radius: Theme.cardRadius
    color: Theme.contrast ? Theme.surface : Theme.blue
    border.width: Theme.contrast ? Theme.stroke : 0
    border.color: Theme.outline

    Column {
        id: who
        x: Theme.pad
        y: Theme.px(6)
        width: root.inner - (root.wide ? change.width + Theme.px(4) : 0)

        NoteText {
            objectName: "accountNumber"
            width: parent.width
            text: qsTr("Лицевой счёт № %1 · %2").arg(root.viewModel.number).arg(root.viewModel.owner)
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
    Column {
        id: debt
        x: Theme.pad
        y: who.y + who.height + Theme.px(4)
        width: root.inner - (root.wide ? sums.width + Theme.px(4) : 0)

        NoteText {
            text: root.viewModel.debtTitle
            color: root.ink
        }
        BodyText {
            objectName: "debt"
            width: parent.width
            text: root.viewModel.debt
            color: root.ink
            font.pixelSize: root.wide ? Theme.figure : Theme.heading
            font.weight: Font.Bold
            lineHeight: 1
        }
    }
    Item {
        id: buttons
        x: Theme.pad
        y: debt.y + debt.height + Theme.px(3)
        width: root.inner
        height: Math.max(change.height, sums.height) + (Theme.large && !root.wide ? change.height + Theme.px(3) : 0)
    }
    ActionButton {
        id: change
        objectName: "switch"
        x: root.wide ? root.width - width - Theme.pad : Theme.pad
        y: root.wide ? who.y : buttons.y
        width: root.wide ? implicitWidth : Theme.large ? root.inner : (root.inner - Theme.px(3)) / 2
        leftPadding: Theme.px(3)
        rightPadding: Theme.px(3)
        look: ActionButton.Outline
        text: qsTr("Сменить")
        onClicked: root.viewModel.switchAccount()
    }
    ActionButton {
        id: sums
        objectName: "sums"
        visible: root.viewModel.hasSums
        x: root.wide || !Theme.large ? root.width - width - Theme.pad : Theme.pad
        y: root.wide ? debt.y : Theme.large ? change.y + change.height + Theme.px(3) : buttons.y
        width: root.wide ? implicitWidth : change.width
        leftPadding: Theme.px(3)
        rightPadding: Theme.px(3)
        look: ActionButton.Outline
        glyph: root.viewModel.sumsShown ? "eye-off" : "eye"
        text: root.wide ? root.viewModel.sumsShown ? qsTr("Скрыть суммы") : qsTr("Показать суммы") : qsTr("Суммы")
        Accessible.name: root.viewModel.sumsShown ? qsTr("Скрыть суммы") : qsTr("Показать суммы")
        onClicked: root.viewModel.toggleSums()
    }
}
