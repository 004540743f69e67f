// What can be done with the camera now, and the way on.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property CameraBooth booth
    required property PhotoTray tray
    required property string nextText
    readonly property int half: (width - Theme.px(4)) / 2
    readonly property int tall: Math.max(Theme.px(Theme.landscape ? 21 : 28), reopen.visible ? reopen.implicitHeight : 0)
    readonly property bool deciding: booth.stage === "shot" || booth.stage === "developing"
    readonly property bool counting: booth.stage === "counting"

    signal next

    implicitHeight: tall

    ActionButton {
        objectName: "shoot"
        width: root.half
        height: root.tall
        visible: root.booth.stage === "live" || root.booth.stage === "starting"
        look: ActionButton.Tinted
        dimmed: root.tray.full || root.booth.stage === "starting"
        glyph: root.tray.full ? "" : "camera"
        text: root.tray.full ? qsTr("Уже %1 снимков").arg(root.tray.most) : root.tray.count === 0 ? qsTr("Снять") : qsTr("Снять ещё")
        onClicked: if (!root.tray.full) root.booth.shoot()
    }
    ActionButton {
        objectName: "cancelShot"
        width: root.width
        height: root.tall
        visible: root.counting
        look: ActionButton.Outline
        glyph: "x"
        text: qsTr("Не снимать")
        onClicked: root.booth.cancel()
    }
    ActionButton {
        objectName: "retake"
        width: root.half
        height: root.tall
        visible: root.deciding
        look: ActionButton.Tinted
        glyph: "refresh"
        text: qsTr("Переснять")
        onClicked: root.booth.retake()
    }
    ActionButton {
        objectName: "keep"
        x: root.width - width
        width: root.half
        height: root.tall
        visible: root.deciding
        dimmed: root.booth.stage === "developing"
        glyph: "check"
        text: root.booth.stage === "developing" ? qsTr("Сохраняем…") : qsTr("Оставить")
        onClicked: root.booth.keep()
    }
    ActionButton {
        id: reopen
        objectName: "reopen"
        width: root.half
        height: root.tall
        visible: root.booth.stage === "trouble"
        look: ActionButton.Outline
        glyph: "refresh"
        text: qsTr("Включить ещё раз")
        onClicked: root.booth.open()
    }
    ActionButton {
        objectName: "next"
        x: root.width - width
        width: root.half
        height: root.tall
        visible: !root.deciding && !root.counting
        text: root.nextText
        trailingGlyph: "chevron-right"
        onClicked: root.next()
    }
}
