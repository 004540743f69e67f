// Where one is in a flow: done, present and coming steps by their words.
pragma ComponentBehavior: Bound
import QtQuick

Row {
    id: root

    required property list<string> steps
    required property int current

    spacing: Theme.tight
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Шаг %1 из %2: %3").arg(current + 1).arg(steps.length).arg(steps[current] ?? "")

    Repeater {
        model: root.steps

        Column {
            id: step

            required property int index
            required property string modelData

            width: (root.width - root.spacing * (root.steps.length - 1)) / root.steps.length
            spacing: Theme.px(1)

            Rectangle {
                width: step.width
                height: Theme.px(2.4)
                radius: height / 2
                color: step.index < root.current ? Theme.good : step.index === root.current ? Theme.blue : Theme.idle
                border.width: Theme.contrast ? Theme.hairline : 0
                border.color: Theme.outline
            }
            NoteText {
                x: Theme.large && step.index === root.steps.length - 1 ? Math.min(0, step.width - implicitWidth) : 0
                width: step.width
                visible: !Theme.large || step.index === root.current
                text: step.modelData
                color: step.index === root.current ? Theme.ink : Theme.secondary
                font.weight: step.index === root.current ? Font.Bold : Font.Normal
                wrapMode: Text.NoWrap
                elide: Theme.large ? Text.ElideNone : Text.ElideRight
            }
        }
    }
}
