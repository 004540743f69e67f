// Several lines to type into; it scrolls inside itself and follows the cursor.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

Rectangle {
    id: root

    property alias text: area.text
    property string label: ""
    property string placeholder: ""
    property string layout: "ru"
    property string actionText: ""
    property bool actionEnabled: true
    readonly property string before: area.text.slice(0, area.cursorPosition)

    signal edited
    signal acted

    radius: Theme.buttonRadius
    color: Theme.surface
    border.width: Theme.stroke
    border.color: area.activeFocus ? Theme.blue : Theme.outline

    function begin() {
        area.forceActiveFocus();
        area.cursorPosition = area.length;
    }

    // Write at the cursor, as if it were typed.
    function insert(words: string) {
        area.insert(area.cursorPosition, words);
        area.forceActiveFocus();
    }

    onActionEnabledChanged: if (area.activeFocus) Typing.actionEnabled = actionEnabled

    Flickable {
        id: flick
        anchors.fill: parent
        anchors.margins: Theme.stroke
        contentWidth: width
        contentHeight: area.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        function follow(cursor: rect) {
            const line = Theme.px(4);
            if (cursor.y < contentY + line)
                contentY = Math.max(0, cursor.y - line);
            else if (cursor.y + cursor.height > contentY + height - line)
                contentY = Math.max(0, cursor.y + cursor.height - height + line);
        }

        T.TextArea {
            id: area
            objectName: root.objectName + "Input"
            width: flick.width
            implicitHeight: Math.max(flick.height, contentHeight + topPadding + bottomPadding)
            padding: Theme.gap
            color: Theme.ink
            font.family: Theme.family
            font.pixelSize: Theme.strong
            wrapMode: TextEdit.Wrap
            textFormat: TextEdit.PlainText
            selectByMouse: false
            inputMethodHints: Qt.ImhNoPredictiveText
            T.ContextMenu.menu: null
            Accessible.name: root.label
            onTextChanged: root.edited()
            onCursorRectangleChanged: flick.follow(cursorRectangle)
            onActiveFocusChanged: {
                if (activeFocus) {
                    Typing.actionText = root.actionText;
                    Typing.actionEnabled = root.actionEnabled;
                    Typing.claim(root, root.layout);
                } else {
                    Typing.release(root);
                }
            }
            Component.onDestruction: Typing.release(root)

            cursorDelegate: Rectangle {
                width: Theme.stroke
                color: Theme.blue
                visible: area.activeFocus
            }

            Connections {
                target: Typing
                enabled: area.activeFocus
                function onTyped(text: string) {
                    area.insert(area.cursorPosition, text);
                }
                function onErased() {
                    const at = area.cursorPosition;
                    if (at > 0)
                        area.remove(at - 1, at);
                }
                function onEntered() {
                    area.insert(area.cursorPosition, "\n");
                }
                function onActed() {
                    root.acted();
                }
            }
        }
    }
    BodyText {
        anchors.fill: parent
        anchors.margins: Theme.gap
        visible: area.length === 0
        text: root.placeholder
        color: Theme.secondary
        font.pixelSize: Theme.strong
        Accessible.ignored: true
    }
}
