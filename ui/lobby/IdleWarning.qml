// «Вы ещё здесь?» with the seconds left; it can be extended without end.
import QtQuick
import QtQuick.Shapes
import ui.controls

Rectangle {
    id: root

    required property LobbyViewModel lobby
    readonly property int seconds: lobby.secondsLeft
    readonly property string ahead: lobby.resident ? qsTr("мы закроем кабинет и уберём ваши данные с экрана. Неотправленное не сохранится.") : qsTr("мы вернём главный экран и уберём введённое.")

    color: Theme.night

    MouseArea {
        anchors.fill: parent
    }
    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(230))
        spacing: Theme.landscape ? Theme.px(4) : Theme.gap

        Item {
            visible: !(Theme.landscape && Theme.large)
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.px(Theme.landscape ? 50 : 80)
            height: width

            Shape {
                anchors.fill: parent
                preferredRendererType: Shape.CurveRenderer

                ShapePath {
                    fillColor: "transparent"
                    strokeColor: Theme.restOnNight
                    strokeWidth: Theme.px(5)
                    PathAngleArc {
                        centerX: Theme.px(Theme.landscape ? 25 : 40)
                        centerY: centerX
                        radiusX: centerX - Theme.px(4)
                        radiusY: radiusX
                        startAngle: 0
                        sweepAngle: 360
                    }
                }
                ShapePath {
                    fillColor: "transparent"
                    strokeColor: Theme.inkOnNight
                    strokeWidth: Theme.px(5)
                    capStyle: ShapePath.FlatCap
                    PathAngleArc {
                        centerX: Theme.px(Theme.landscape ? 25 : 40)
                        centerY: centerX
                        radiusX: centerX - Theme.px(4)
                        radiusY: radiusX
                        startAngle: -90
                        sweepAngle: 360 * Math.max(0, root.seconds) / 30
                    }
                }
            }
            BodyText {
                anchors.centerIn: parent
                text: Math.max(0, root.seconds)
                color: Theme.inkOnNight
                font.pixelSize: Theme.px(Theme.landscape ? 20 : 30)
                font.weight: Font.Bold
                lineHeight: 1
            }
        }
        Heading {
            width: parent.width
            text: qsTr("Вы ещё здесь?")
            color: Theme.inkOnNight
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            width: parent.width
            text: qsTr("Через %1 %2").arg(root.lobby.timeLeft).arg(root.ahead)
            color: Theme.inkOnNight
            horizontalAlignment: Text.AlignHCenter
        }
        ActionButton {
            objectName: "stay"
            width: parent.width
            height: Theme.px(Theme.landscape ? 26 : 36)
            look: ActionButton.Outline
            font.pixelSize: Theme.strong
            text: qsTr("Да, продолжить")
            onClicked: root.lobby.stay()
        }
        ActionButton {
            objectName: "leaveNow"
            width: parent.width
            look: ActionButton.OnNight
            text: qsTr("Завершить сейчас")
            onClicked: root.lobby.leave()
        }
    }
}
