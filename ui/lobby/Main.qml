// The one window: a page, the keyboard when something is typed, the bar that is always there.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Window {
    id: root

    required property LobbyViewModel lobby
    required property real pixelsPerMillimetre

    color: Theme.ground
    title: qsTr("Киоск жителя")

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
    Connections {
        target: Typing
        function onActiveChanged() {
            root.lobby.type(Typing.active);
        }
    }
    Connections {
        target: root.lobby
        function onLeaving() {
            Typing.hide();
            modes.close();
            dispatcher.close();
            Theme.large = false;
            Theme.contrast = false;
        }
        function onOpened() {
            root.open();
        }
    }
    Connections {
        target: pages.item as SubjectFlow
        function onExited() {
            root.lobby.exit();
        }
    }

    function open() {
        Typing.hide();
        pages.setSource(root.lobby.pageSource, {
            viewModel: root.lobby.pageModel
        });
    }

    Component.onCompleted: open()

    Item {
        anchors.fill: parent

        Loader {
            id: pages
            objectName: "pages"
            anchors.top: parent.top
            anchors.bottom: keyboard.top
            width: parent.width
            clip: true
        }
        Keyboard {
            id: keyboard
            objectName: "keyboard"
            visible: Typing.active
            anchors.bottom: bar.top
            width: parent.width
            height: visible ? implicitHeight : 0
        }
        BottomBar {
            id: bar
            anchors.bottom: parent.bottom
            width: parent.width
            lobby: root.lobby
            onModesWanted: modes.open()
            onDispatcherWanted: dispatcher.open()
        }
        ModesSheet {
            id: modes
            anchors.fill: parent
        }
        DispatcherSheet {
            id: dispatcher
            anchors.fill: parent
            board: root.lobby.board
        }
        IdleWarning {
            anchors.fill: parent
            lobby: root.lobby
        }
    }
}
