// Always in sight: the dispatcher's phone, the connection when it is lost, modes, the way out.
import QtQuick
import ui.controls

Rectangle {
    id: root

    required property LobbyViewModel lobby
    readonly property bool offline: lobby.board.known && !lobby.board.reachable

    signal modesWanted
    signal dispatcherWanted

    implicitHeight: row.height + 2 * Theme.px(2.5) + (offline ? strip.height : 0)
    color: Theme.surface

    Rectangle {
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }
    Rectangle {
        id: strip
        visible: root.offline
        width: parent.width
        height: offlineText.implicitHeight + Theme.px(2.4)
        color: Theme.attentionGround

        Row {
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 2 * Theme.margin)
            spacing: Theme.tight

            Glyph {
                name: "wifi-off"
                color: Theme.attention
                size: Theme.small
                anchors.verticalCenter: parent.verticalCenter
            }
            NoteText {
                id: offlineText
                objectName: "offline"
                width: Math.min(implicitWidth, strip.width - 2 * Theme.margin - Theme.small - Theme.tight)
                text: qsTr("Нет связи с компанией · %1").arg(root.lobby.board.age)
                color: Theme.attention
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
    }
    Item {
        id: row
        x: Theme.px(5)
        y: (root.offline ? strip.height : 0) + Theme.px(2.5)
        width: parent.width - 2 * x
        height: Theme.target

        readonly property bool fits: phone.width + Theme.small * 1.25 + Theme.px(12) + others.width <= width

        TextMetrics {
            id: phone
            font.family: Theme.family
            font.weight: Font.DemiBold
            font.pixelSize: Theme.small
            text: root.lobby.board.phones[0] ?? ""
        }
        ActionButton {
            objectName: "dispatcher"
            anchors.left: parent.left
            height: parent.height
            leftPadding: Theme.px(4)
            rightPadding: Theme.px(4)
            font.pixelSize: Theme.small
            look: ActionButton.Emergency
            glyph: "phone"
            text: root.lobby.board.phones.length === 0 ? qsTr("Аварийная") : row.fits ? root.lobby.board.phones[0] : qsTr("Авария")
            Accessible.description: root.lobby.board.phones[0] ?? ""
            onClicked: root.dispatcherWanted()
        }
        Row {
            id: others
            anchors.right: parent.right
            height: parent.height
            spacing: Theme.tight

            ActionButton {
                objectName: "modes"
                height: parent.height
                leftPadding: Theme.px(4)
                rightPadding: Theme.px(4)
                font.pixelSize: Theme.small
                look: ActionButton.Outline
                glyph: "accessible"
                text: qsTr("Вид")
                Accessible.name: qsTr("Вид: крупный текст и контраст")
                onClicked: root.modesWanted()
            }
            ActionButton {
                objectName: "leave"
                visible: root.lobby.resident
                height: parent.height
                leftPadding: Theme.px(4)
                rightPadding: Theme.px(4)
                font.pixelSize: Theme.small
                look: ActionButton.Outline
                glyph: "logout"
                text: qsTr("Выйти")
                onClicked: root.lobby.leave()
            }
        }
    }
}
