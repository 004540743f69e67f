// A box a digit; the one awaited stands out.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Row {
    id: root

    required property string code
    property bool alive: true
    readonly property int count: 4
    readonly property int boxWidth: Math.min(Theme.px(30), (width - (count - 1) * spacing) / count)

    objectName: "code"
    leftPadding: (width - count * boxWidth - (count - 1) * spacing) / 2
    spacing: Theme.gap
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Код: введено цифр %1 из %2").arg(code.length).arg(count)

    Repeater {
        model: root.count

        Rectangle {
            id: box

            required property int index
            readonly property bool awaited: root.alive && index === root.code.length

            width: root.boxWidth
            height: Theme.px(30)
            radius: Theme.buttonRadius
            color: root.alive ? Theme.surface : Theme.idle
            border.width: awaited ? 2 * Theme.stroke : Theme.stroke
            border.color: awaited ? Theme.blue : Theme.outline

            BodyText {
                anchors.centerIn: parent
                text: root.code[box.index] ?? ""
                font.pixelSize: Theme.figure
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
        }
    }
}
