// The accounts with their states, and the two ways to add another; on a wide screen what can be done stands beside.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property AccountsViewModel viewModel
    readonly property int side: Theme.landscape ? width * 0.36 : 0

    signal back

    Connections {
        target: root.viewModel
        function onPointed(what: string) {
            if (what === "said")
                frame.reveal(said);
        }
    }

    PageFrame {
        id: frame
        width: root.width - root.side
        height: root.height
        heading: root.viewModel.switching ? qsTr("Сменить лицевой счёт") : qsTr("Выберите лицевой счёт")
        aside: root.viewModel.refreshing
        backText: root.viewModel.switching ? qsTr("Назад") : qsTr("Выйти")
        onBack: root.back()

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
        RefreshButton {
            width: parent?.width ?? 0
            visible: root.viewModel.refreshable && !Theme.landscape
            viewModel: root.viewModel
        }
        footer: [
            ScrollButtons {
                width: parent?.width ?? 0
                flickable: frame.scroll
            },
            AddButtons {
                width: parent?.width ?? 0
                visible: !Theme.landscape
                viewModel: root.viewModel
            }
        ]
    }
    Column {
        visible: Theme.landscape
        x: root.width - root.side
        y: Theme.px(5)
        width: root.side - Theme.margin
        spacing: Theme.gap

        RefreshButton {
            width: parent.width
            visible: root.viewModel.refreshable
            viewModel: root.viewModel
        }
        AddButtons {
            width: parent.width
            viewModel: root.viewModel
        }
    }
}
