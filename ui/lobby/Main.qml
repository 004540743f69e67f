// The one window: a page, the keyboard when something is typed, the bar that is always there.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Window {
    id: root

    enum Sheet { NoSheet, Modes, Dispatcher }

    required property LobbyViewModel lobby
    required property real pixelsPerMillimetre

    property int sheet: Main.NoSheet
    readonly property bool eased: Theme.large || Theme.contrast
    readonly property bool parted: lobby.parting.length > 0

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
            root.sheet = Main.NoSheet;
            if (!root.parted)
                root.forgetModes();
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

    function forgetModes() {
        Theme.large = false;
        Theme.contrast = false;
    }

    // Whoever was let go reads why as they read the rest.
    onPartedChanged: if (!root.parted)
        root.forgetModes()
    onEasedChanged: root.lobby.ease(root.eased)
    Component.onCompleted: open()

    Item {
        anchors.fill: parent

        // The board at once; any other page is made beside the frames, so that a tap never waits for one.
        Loader {
            id: pages
            objectName: "pages"
            asynchronous: root.lobby.furnished
            anchors.top: parent.top
            anchors.bottom: keyboard.top
            width: parent.width
            clip: true
        }
        Skeleton {
            x: Theme.margin
            y: Theme.px(38)
            width: parent.width - 2 * x
            visible: pages.status === Loader.Loading
            text: ""
        }
        Loader {
            id: keyboard
            objectName: "keyboard"
            active: root.lobby.furnished
            asynchronous: true
            visible: Typing.active
            anchors.bottom: bar.top
            width: parent.width
            height: visible ? implicitHeight : 0
            sourceComponent: Keyboard {}
        }
        BottomBar {
            id: bar
            anchors.bottom: parent.bottom
            width: parent.width
            lobby: root.lobby
            onModesWanted: root.sheet = Main.Modes
            onDispatcherWanted: root.sheet = Main.Dispatcher
        }
        Loader {
            anchors.fill: parent
            active: root.sheet === Main.Modes
            sourceComponent: ModesSheet {
                onClosed: root.sheet = Main.NoSheet
            }
        }
        Loader {
            anchors.fill: parent
            active: root.sheet === Main.Dispatcher
            sourceComponent: DispatcherSheet {
                board: root.lobby.board
                onClosed: root.sheet = Main.NoSheet
            }
        }
        Loader {
            anchors.fill: parent
            active: root.lobby.secondsLeft >= 0
            sourceComponent: IdleWarning {
                lobby: root.lobby
            }
        }
    }
}
