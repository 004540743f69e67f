// The camera's picture, a mark that it is on, the countdown over it; a sentence where there is no picture.
import QtQuick

Rectangle {
    id: root

    required property CameraBooth booth

    radius: Theme.cardRadius
    color: Theme.night
    border.width: Theme.contrast ? Theme.stroke : 0
    border.color: Theme.outline

    Component.onCompleted: root.booth.open()
    Component.onDestruction: root.booth.close()

    CameraView {
        anchors.fill: parent
        booth: root.booth
        radius: root.radius
    }
    Rectangle {
        objectName: "cameraOn"
        visible: root.booth.on
        x: Theme.gap
        y: Theme.gap
        width: mark.width + 2 * Theme.px(4)
        height: mark.height + 2 * Theme.px(1.5)
        radius: height / 2
        color: Theme.contrast ? Theme.ground : Theme.emergency
        border.width: Theme.contrast ? Theme.stroke : 0
        border.color: Theme.inkOnNight

        Row {
            id: mark
            anchors.centerIn: parent
            spacing: Theme.px(2)

            Rectangle {
                width: Theme.px(3)
                height: width
                radius: width / 2
                color: Theme.inkOnNight
                anchors.verticalCenter: parent.verticalCenter
            }
            NoteText {
                text: qsTr("камера включена")
                color: Theme.inkOnNight
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }
        }
    }
    Text {
        objectName: "countdown"
        anchors.centerIn: parent
        visible: root.booth.stage === "counting"
        text: root.booth.figure
        textFormat: Text.PlainText
        color: Theme.inkOnNight
        style: Text.Outline
        styleColor: Theme.night
        font.family: Theme.family
        font.pixelSize: Math.min(Theme.px(90), root.height * 0.55)
        font.weight: Font.Bold
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.pad
        visible: said.text !== ""
        spacing: Theme.gap

        Glyph {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "camera"
            color: Theme.inkOnNight
            size: Theme.px(18)
        }
        BodyText {
            id: said
            objectName: "cameraSaid"
            width: parent.width
            text: root.booth.stage === "starting" ? qsTr("Включаем камеру…") : root.booth.stage === "trouble" ? root.booth.problem : ""
            color: Theme.inkOnNight
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
