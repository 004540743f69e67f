// An outline icon in one colour; never shown without its word.
import QtQuick

Image {
    id: root

    required property string name
    property color color: Theme.blue
    property int size: Theme.icon

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : "image://icon/" + name + "/" + root.color.toString().slice(1)
    cache: true
    Accessible.ignored: true
}
