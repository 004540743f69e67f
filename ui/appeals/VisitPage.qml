// When someone may come: a day of the next two weeks, from one hour to another, or whenever.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

FormPage {
    id: root

    readonly property int inner: width - 2 * Theme.margin
    readonly property int columns: Theme.large ? Math.floor(inner / Theme.px(70)) : Theme.landscape ? 7 : 5

    // A wide screen has height for the tiles alone: what is missing or wrong is said above them.
    readonly property string said: viewModel.words.problem || viewModel.visit.missing
    readonly property int tile: Theme.landscape && !Theme.large ? Theme.lesserTarget : Theme.target
    readonly property int crack: Theme.px(Theme.landscape ? 1.5 : 2)

    step: 3
    heading: Theme.landscape && said !== "" ? said : qsTr("Когда удобно?")
    hint: Theme.landscape ? "" : qsTr("Выберите день и часы, когда мастера впустят.")

    Grid {
        id: days
        width: root.inner
        columns: root.columns
        spacing: root.crack

        Repeater {
            model: root.viewModel.visit.days

            DayTile {
                width: (days.width - (root.columns - 1) * days.spacing) / root.columns
                height: Math.max(root.tile, implicitContentHeight + Theme.px(Theme.large ? 3 : 1))
                onClicked: root.viewModel.chooseDay(day)
            }
        }
    }
    Column {
        width: root.inner
        spacing: Theme.landscape ? root.crack : Theme.px(4)

        HourTiles {
            width: parent.width
            label: Theme.landscape ? qsTr("Начало") : qsTr("С какого часа")
            prefix: "start"
            tile: root.tile
            hours: root.viewModel.visit.starts
            onPicked: hour => root.viewModel.chooseStart(hour)
        }
        HourTiles {
            width: parent.width
            label: Theme.landscape ? qsTr("Конец") : qsTr("До какого часа")
            prefix: "end"
            tile: root.tile
            hours: root.viewModel.visit.ends
            onPicked: hour => root.viewModel.chooseEnd(hour)
        }
    }
    actions: [
        Banner {
            objectName: "problem"
            width: parent?.width ?? 0
            visible: text !== "" && !Theme.landscape
            mood: Banner.Attention
            glyph: "clock"
            text: root.viewModel.words.problem
        },
        Row {
            id: row
            width: parent?.width ?? 0
            spacing: Theme.px(4)

            ActionButton {
                id: skip
                objectName: "skip"
                width: Math.min((row.width - row.spacing) * 0.56, Math.max((row.width - row.spacing) / 2, implicitWidth))
                height: next.height
                look: ActionButton.Outline
                text: qsTr("Время не важно")
                onClicked: root.viewModel.skipVisit()
            }
            ActionButton {
                id: next
                objectName: "next"
                width: row.width - row.spacing - skip.width
                dimmed: root.viewModel.visit.missing !== ""
                text: root.viewModel.words.revised ? qsTr("К проверке") : qsTr("Дальше")
                note: Theme.landscape ? "" : root.viewModel.visit.missing
                trailingGlyph: note === "" ? "chevron-right" : ""
                onClicked: root.viewModel.acceptVisit()
            }
        }
    ]
}
