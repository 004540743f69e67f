// A verb to tap. `look` tells its weight; `note` is a second line, such as what is still missing.
import QtQuick

Tap {
    id: root

    enum Look { Primary, Tinted, Outline, Emergency, OnNight }

    property int look: ActionButton.Primary
    property string glyph: ""
    property string trailingGlyph: ""
    property string note: ""
    property bool dimmed: false
    property bool selected: false

    // Without tints, the selected one of several is the filled one.
    readonly property bool filled: selected && Theme.contrast

    readonly property color foreground: {
        if (root.dimmed)
            return Theme.secondary;
        if (root.filled)
            return Theme.inkOnBlue;
        switch (root.look) {
        case ActionButton.Primary:
            return Theme.inkOnBlue;
        case ActionButton.Emergency:
            return Theme.emergency;
        case ActionButton.OnNight:
            return Theme.inkOnNight;
        default:
            return Theme.blue;
        }
    }
    readonly property color ground: {
        if (root.dimmed)
            return Theme.idle;
        if (root.filled)
            return Theme.blue;
        switch (root.look) {
        case ActionButton.Primary:
            return root.pressed ? Theme.bluePressed : Theme.blue;
        case ActionButton.Tinted:
            return root.pressed ? Theme.tintPressed : Theme.tint;
        case ActionButton.OnNight:
            return root.pressed ? Theme.secondary : "transparent";
        default:
            return root.pressed ? Theme.tintPressed : root.selected ? Theme.tint : Theme.surface;
        }
    }

    leftPadding: Theme.pad
    rightPadding: Theme.pad
    topPadding: Theme.tight
    bottomPadding: Theme.tight
    font.weight: Font.DemiBold
    Accessible.description: note

    background: Rectangle {
        radius: Theme.buttonRadius
        color: root.ground
        border.width: !root.dimmed && (root.look === ActionButton.Primary || (root.look === ActionButton.Tinted && !Theme.contrast)) ? 0 : root.selected ? 2 * Theme.stroke : Theme.stroke
        border.color: root.dimmed ? Theme.outline : root.look === ActionButton.Outline && !root.selected ? Theme.outline : root.foreground
    }

    contentItem: ActionLabel {
        text: root.text
        note: root.note
        glyph: root.glyph
        trailingGlyph: root.trailingGlyph
        foreground: root.foreground
        size: root.font.pixelSize
    }
}
