// No account yet: what one is needed for and how to get it here.
import QtQuick
import ui.controls

Card {
    id: root

    objectName: "empty"
    implicitHeight: column.implicitHeight + 2 * Theme.pad

    Column {
        id: column
        x: Theme.pad
        y: Theme.pad
        width: parent.width - 2 * Theme.pad
        spacing: Theme.gap

        BodyText {
            width: parent.width
            text: qsTr("К вашему номеру пока не привязан ни один лицевой счёт")
            font.pixelSize: Theme.strong
            font.weight: Font.DemiBold
        }
        BodyText {
            width: parent.width
            text: qsTr("Есть логин и пароль от управляющей компании – добавьте счёт по ним: он откроется сразу.")
        }
        BodyText {
            width: parent.width
            text: qsTr("Нет – добавьте по адресу. Понадобятся номер лицевого счёта из квитанции, адрес и номер квартиры. Компания проверит и подтвердит.")
        }
    }
}
