// What anyone in the lobby may read, and the one big way in.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property LobbyViewModel viewModel
    readonly property BoardViewModel board: viewModel.board
    readonly property int column: Theme.landscape ? Math.round(width * 0.42) : width

    Item {
        id: head
        x: Theme.margin
        y: Theme.px(9)
        width: root.column - 2 * Theme.margin
        height: Math.max(place.height, time.height)

        Column {
            id: place
            width: Theme.landscape ? parent.width : parent.width - time.width - Theme.gap
            y: Theme.landscape ? time.height + Theme.gap : 0

            BodyText {
                width: parent.width
                text: root.board.street
                color: Theme.secondary
            }
            Heading {
                width: parent.width
                text: root.board.house
                font.pixelSize: Theme.px(Theme.large ? 15 : 13)
            }
        }
        Column {
            id: time
            x: Theme.landscape ? 0 : parent.width - width

            BodyText {
                x: Theme.landscape ? 0 : parent.width - width
                text: root.board.clock
                font.pixelSize: Theme.figure
                font.weight: Font.Bold
                lineHeight: 1
            }
            BodyText {
                x: Theme.landscape ? 0 : parent.width - width
                text: root.board.date
                color: Theme.secondary
            }
        }
    }
    Flickable {
        id: flick
        objectName: "scroll"
        x: Theme.landscape ? root.column : 0
        y: Theme.landscape ? Theme.px(9) : head.y + head.height + Theme.pad
        width: root.width - x
        height: (Theme.landscape ? root.height : way.y) - y - Theme.px(3)
        contentHeight: cards.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: cards
            x: Theme.landscape ? 0 : Theme.margin
            width: flick.width - x - Theme.margin
            spacing: Theme.gap

            Banner {
                objectName: "trouble"
                width: parent.width
                visible: root.board.trouble !== ""
                mood: Banner.Attention
                glyph: "tool"
                title: qsTr("Киоск временно не работает")
                text: root.board.trouble
            }
            Skeleton {
                width: parent.width
                visible: !root.board.known && root.board.trouble === ""
                text: qsTr("Получаем новости дома…")
            }
            Repeater {
                model: root.board.cards

                NoticeCard {
                    width: cards.width
                }
            }
            BodyText {
                width: parent.width
                visible: root.board.quiet
                text: qsTr("Отключений и новых объявлений нет.")
                color: Theme.secondary
            }
        }
    }
    Column {
        id: way
        x: Theme.margin
        width: root.column - 2 * Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(9)
        spacing: Theme.px(4)

        Banner {
            width: parent.width
            visible: root.board.known && !root.board.reachable
            mood: Banner.Attention
            glyph: "wifi-off"
            text: qsTr("Нет связи с компанией: войти сейчас не получится. При аварии звоните диспетчеру.")
        }
        ActionButton {
            objectName: "login"
            width: parent.width
            height: Theme.px(Theme.landscape ? 34 : 41)
            font.pixelSize: Theme.heading
            glyph: "login-2"
            dimmed: root.board.trouble !== ""
            text: qsTr("Войти в личный кабинет")
            onClicked: root.viewModel.login()
        }
        BodyText {
            width: parent.width
            text: qsTr("Обращения, счета, платежи — по коду из СМС или звонка")
            color: Theme.secondary
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
