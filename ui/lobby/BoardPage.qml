// What anyone in the lobby may read, and the one big way in.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property LobbyViewModel viewModel
    readonly property BoardViewModel board: viewModel.board
    readonly property int column: Theme.landscape ? Math.round(width * 0.42) : width
    // A wide screen without height: everything of the left column still stands above one another.
    readonly property bool low: Theme.landscape && height < Theme.px(200)
    readonly property bool cut: (board.known || board.barred !== "") && !board.reachable && board.trouble === ""
    readonly property int floor: (Theme.landscape ? height - Theme.px(6) : way.y) - Theme.px(3)
    readonly property bool overflows: cards.height > floor - flick.y + 1

    Item {
        id: head
        x: Theme.margin
        y: Theme.px(root.low ? 6 : 9)
        width: root.column - 2 * Theme.margin
        height: Math.max(place.y + place.height, time.height)

        Column {
            id: place
            width: Theme.landscape ? parent.width : parent.width - time.width - Theme.gap
            y: Theme.landscape ? time.height + Theme.px(root.low ? 2 : 5) : 0

            BodyText {
                width: parent.width
                text: root.board.street
                color: Theme.secondary
            }
            Heading {
                width: parent.width
                text: root.board.house
                font.pixelSize: Theme.px(Theme.large && !root.low ? 15 : 13)
            }
        }
        Grid {
            id: time
            x: Theme.landscape ? 0 : parent.width - width
            columns: root.low ? 2 : 1
            columnSpacing: Theme.gap
            verticalItemAlignment: Grid.AlignBottom
            horizontalItemAlignment: Theme.landscape ? Grid.AlignLeft : Grid.AlignRight

            BodyText {
                text: root.board.clock
                font.pixelSize: Theme.figure
                font.weight: Font.Bold
                lineHeight: 1
            }
            BodyText {
                text: root.board.date
                color: Theme.secondary
            }
        }
    }
    Flickable {
        id: flick
        objectName: "scroll"
        x: Theme.landscape ? root.column : 0
        y: Theme.landscape ? head.y : head.y + head.height + Theme.pad
        width: root.width - x
        height: root.floor - y - (root.overflows ? scrolling.height + Theme.px(3) : 0)
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
            CutOffBanner {
                width: parent.width
                visible: root.cut && Theme.landscape
                barred: root.board.barred
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
    ScrollButtons {
        id: scrolling
        visible: root.overflows
        flickable: flick
        x: flick.x + cards.x
        y: root.floor - height
        width: cards.width
    }
    Column {
        id: way
        x: Theme.margin
        width: root.column - 2 * Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(root.low ? 6 : 9)
        spacing: Theme.px(4)

        CutOffBanner {
            width: parent.width
            visible: root.cut && !Theme.landscape
            barred: root.board.barred
        }
        ActionButton {
            objectName: "login"
            width: parent.width
            height: Math.max(implicitHeight, Theme.px(Theme.landscape ? 34 : 41))
            font.pixelSize: Theme.heading
            glyph: "login-2"
            dimmed: root.board.trouble !== ""
            text: root.low && Theme.large ? qsTr("Войти") : qsTr("Войти в личный кабинет")
            Accessible.name: qsTr("Войти в личный кабинет")
            onClicked: root.viewModel.login()
        }
        BodyText {
            width: parent.width
            visible: !(root.low && Theme.large)
            text: qsTr("Обращения, счета, платежи — по коду из СМС или звонка")
            color: Theme.secondary
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
