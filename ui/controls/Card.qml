// A white surface that holds one thing.
import QtQuick

Rectangle {
    color: Theme.surface
    radius: Theme.cardRadius
    border.width: Theme.contrast ? Theme.stroke : 0
    border.color: Theme.outline
}
