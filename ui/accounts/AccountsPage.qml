// The accounts with their states, and the two ways to add another.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

PageFrame {
    id: root

    required property AccountsViewModel viewModel

    heading: root.viewModel.switching ? qsTr("Сменить лицевой счёт") : qsTr("Выберите лицевой счёт")
    aside: root.viewModel.refreshing
    backText: root.viewModel.switching ? qsTr("Назад") : qsTr("Выйти")

    Connections {
        target: root.viewModel
        function onPointed(what: string) {
            if (what === "said")
                root.reveal(said);
        }
    }

    SaidBanner {
        id: said
        width: parent?.width ?? 0
        viewModel: root.viewModel
    }
    Banner {
        objectName: "stale"
        width: parent?.width ?? 0
        visible: root.viewModel.stale !== ""
        mood: Banner.Attention
        glyph: "wifi-off"
        title: qsTr("Нет связи с управляющей компанией")
        text: root.viewModel.stale
    }
    EmptyCard {
        width: parent?.width ?? 0
        visible: root.viewModel.empty
    }
    Repeater {
        model: root.viewModel.rows

        AccountCard {
            width: parent?.width ?? 0
            onChosen: id => root.viewModel.choose(id)
        }
    }
    ActionButton {
        objectName: "refresh"
        width: parent?.width ?? 0
        visible: root.viewModel.refreshable
        look: ActionButton.Outline
        dimmed: root.viewModel.refreshing !== ""
        glyph: "refresh"
        text: root.viewModel.refreshing !== "" ? root.viewModel.refreshing : qsTr("Проверить статусы")
        onClicked: root.viewModel.refresh()
    }
    footer: [
        ScrollButtons {
            width: parent?.width ?? 0
            flickable: root.scroll
        },
        AddButtons {
            width: parent?.width ?? 0
            primary: root.viewModel.empty
            onByLogin: root.viewModel.byLogin()
            onByAddress: root.viewModel.byAddress()
        }
    ]
}
