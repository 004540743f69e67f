// One flow as the shell shows it: above a strip for the bottom bar, and above the keyboard when something is typed.
import QtQuick
import ui.controls

Window {
    id: root

    required property url flow
    required property QtObject viewModel
    property real pixelsPerMillimetre: 4.03
    property bool large: false
    property bool contrast: false
    property int left: 0
    property alias item: pages.item

    color: Theme.ground

    Binding {
        target: Theme
        property: "mm"
        value: root.pixelsPerMillimetre
    }
    Binding {
        target: Theme
        property: "landscape"
        value: root.width > root.height
    }
    Binding {
        target: Theme
        property: "large"
        value: root.large
    }
    Binding {
        target: Theme
        property: "contrast"
        value: root.contrast
    }
    Connections {
        target: pages.item
        ignoreUnknownSignals: true
        function onExited() {
            root.left += 1;
        }
    }

    function open() {
        pages.setSource(root.flow, {
            viewModel: root.viewModel
        });
    }

    function shut() {
        pages.source = "";
    }

    Loader {
        id: pages
        anchors.top: parent.top
        anchors.bottom: keyboard.top
        width: parent.width
        clip: true
    }
    Keyboard {
        id: keyboard
        visible: Typing.active
        anchors.bottom: bar.top
        width: parent.width
        height: visible ? implicitHeight : 0
    }
    Rectangle {
        id: bar
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.px(26)
        color: Theme.surface
    }
}
