// A word of patience in the second after the machine was switched on.
import QtQuick
import ui.controls

PageFrame {
    id: root

    required property LobbyViewModel viewModel

    heading: qsTr("Готовим киоск…")
    hint: qsTr("Это займёт несколько секунд.")
    onBack: root.viewModel.home()

    Skeleton {
        width: parent.width
        text: ""
    }
}
