// The last page of a visit: what was wiped, and what is still in the printer's tray.
import QtQuick
import ui.controls

Item {
    id: root

    required property LobbyViewModel viewModel

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(240))
        spacing: Theme.gap

        Glyph {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "circle-check"
            color: Theme.good
            size: Theme.px(34)
        }
        Heading {
            objectName: "farewell"
            width: parent.width
            text: qsTr("Ваши данные удалены с экрана")
            horizontalAlignment: Text.AlignHCenter
        }
        Banner {
            width: parent.width
            visible: root.viewModel.farewell !== ""
            glyph: "printer"
            text: root.viewModel.farewell
        }
        BodyText {
            width: parent.width
            text: qsTr("До свидания. Проверьте, не забыли ли вы вещи.")
            color: Theme.secondary
            horizontalAlignment: Text.AlignHCenter
        }
        ActionButton {
            objectName: "toBoard"
            width: parent.width
            look: ActionButton.Outline
            text: qsTr("На главный экран")
            onClicked: root.viewModel.home()
        }
    }
}
