// Whole hours to tap: one end of a visit's window.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Grid {
    id: root

    required property string label
    required property string prefix
    required property QtObject hours
    property int tile: Theme.target

    signal picked(hour: int)

    // Beside the tiles where it is wide enough for one row of them.
    readonly property bool abreast: Theme.landscape && !Theme.large
    readonly property int legend: Theme.px(28)
    readonly property int room: abreast ? width - legend - spacing : width

    columns: abreast ? 2 : 1
    spacing: Theme.px(2)
    verticalItemAlignment: Grid.AlignVCenter

    NoteText {
        width: root.abreast ? root.legend : root.width
        text: root.label
    }
    Grid {
        id: grid
        columns: Theme.landscape ? 12 : 6
        spacing: Theme.px(2)

        Repeater {
            model: root.hours

            Choice {
                required property int hour
                required property string label

                objectName: root.prefix + ":" + hour
                required chosen
                required within

                width: (root.room - (grid.columns - 1) * grid.spacing) / grid.columns
                height: root.tile
                text: hour
                Accessible.name: label
                onClicked: root.picked(hour)
            }
        }
    }
}
