// One line to type into, with its name above and what is wrong below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

Column {
    id: root

    required property string label
    property alias text: input.text
    property string placeholder: ""
    property string layout: "ru"
    property string problem: ""
    property bool secret: false
    property int maximumLength: 200
    property string actionText: ""

    signal edited
    signal acted

    spacing: Theme.px(1.5)

    function begin() {
        input.forceActiveFocus();
    }

    NoteText {
        text: root.label
        width: parent.width
    }
    T.TextField {
        id: input
        objectName: root.objectName + "Input"
        width: parent.width
        height: Theme.px(Theme.large ? 26 : 22)
        leftPadding: Theme.pad
        rightPadding: Theme.pad
        verticalAlignment: TextInput.AlignVCenter
        color: Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.strong
        font.features: { "tnum": 1 }
        maximumLength: root.maximumLength
        echoMode: root.secret ? TextInput.Password : TextInput.Normal
        passwordCharacter: "•"
        inputMethodHints: Qt.ImhNoPredictiveText
        selectByMouse: false
        activeFocusOnPress: true
        T.ContextMenu.menu: null
        placeholderText: root.placeholder
        Accessible.name: root.label
        Accessible.description: root.problem
        onTextEdited: root.edited()
        onAccepted: root.acted()
        onActiveFocusChanged: {
            if (activeFocus) {
                Typing.actionText = root.actionText;
                Typing.actionEnabled = true;
                Typing.claim(root, root.layout);
            } else {
                Typing.release(root);
            }
        }
        Component.onDestruction: Typing.release(root)

        background: Rectangle {
            radius: Theme.buttonRadius
            color: Theme.surface
            border.width: Theme.stroke
            border.color: root.problem !== "" ? Theme.emergency : input.activeFocus ? Theme.blue : Theme.outline

            BodyText {
                anchors.fill: parent
                anchors.leftMargin: Theme.pad
                anchors.rightMargin: Theme.pad
                verticalAlignment: Text.AlignVCenter
                visible: input.text === ""
                text: root.placeholder
                color: Theme.secondary
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
        cursorDelegate: Rectangle {
            width: Theme.stroke
            color: Theme.blue
            visible: input.activeFocus
        }

        Connections {
            target: Typing
            enabled: input.activeFocus
            function onTyped(text: string) {
                input.insert(input.cursorPosition, text);
                root.edited();
            }
            function onErased() {
                if (input.cursorPosition > 0) {
                    input.remove(input.cursorPosition - 1, input.cursorPosition);
                    root.edited();
                }
            }
            function onEntered() {
                root.acted();
            }
            function onActed() {
                root.acted();
            }
        }
    }
    NoteText {
        width: parent.width
        visible: root.problem !== ""
        text: root.problem
        color: Theme.emergency
    }
}
