// Adding an account by its number and address; the company confirms.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

FormPage {
    id: root

    heading: qsTr("По адресу")
    hint: qsTr("Номер лицевого счёта есть в квитанции. Заявку проверит и подтвердит управляющая компания.")
    onWanted: field => field === "number" ? number.begin() : field === "address" ? address.begin() : apartment.begin()
    Component.onCompleted: {
        number.text = root.viewModel.number;
        address.text = root.viewModel.address;
        apartment.text = root.viewModel.apartment;
        company.text = root.viewModel.company;
        number.begin();
    }

    function take(suggestion: string) {
        root.viewModel.pick(suggestion);
        address.text = suggestion;
        apartment.begin();
    }

    beside: Component {
        Suggestions {
            viewModel: root.viewModel
            explained: true
            onPicked: address => root.take(address)
        }
    }

    Field {
        id: number
        objectName: "number"
        width: parent?.width ?? 0
        label: qsTr("Номер лицевого счёта")
        layout: "digits"
        maximumLength: 30
        problem: root.viewModel.emptyField === "number" ? root.viewModel.emptySentence : ""
        actionText: qsTr("Дальше")
        onEdited: root.viewModel.type("number", text)
        onActed: address.begin()
    }
    Field {
        id: address
        objectName: "address"
        width: parent?.width ?? 0
        label: qsTr("Город, улица, дом")
        problem: root.viewModel.emptyField === "address" ? root.viewModel.emptySentence : ""
        actionText: qsTr("Дальше")
        onEdited: root.viewModel.type("address", text)
        onActed: apartment.begin()
    }
    Loader {
        width: parent?.width ?? 0
        visible: active
        active: !Theme.landscape && root.viewModel.suggestions.length > 0
        sourceComponent: Suggestions {
            viewModel: root.viewModel
            onPicked: address => root.take(address)
        }
    }
    Field {
        id: apartment
        objectName: "apartment"
        width: parent?.width ?? 0
        label: qsTr("Квартира")
        layout: "digits"
        maximumLength: 20
        problem: root.viewModel.emptyField === "apartment" ? root.viewModel.emptySentence : ""
        actionText: qsTr("Добавить")
        onEdited: root.viewModel.type("apartment", text)
        onActed: root.viewModel.link()
    }
    Field {
        id: company
        objectName: "company"
        width: parent?.width ?? 0
        label: qsTr("Управляющая компания (можно не указывать)")
        actionText: qsTr("Добавить")
        onEdited: root.viewModel.type("company", text)
        onActed: root.viewModel.link()
    }
}
