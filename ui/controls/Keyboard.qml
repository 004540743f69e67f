// Our own keyboard: ЙЦУКЕН with Ъ and Ё in sight, Latin, digits and signs. Keys never take the focus.
pragma ComponentBehavior: Bound
import QtQuick

Rectangle {
    id: root

    property string layoutName: "ru"
    property bool capital: false
    readonly property KeyboardLayout current: layoutName === "digits" ? digits : layoutName === "en" ? latin : cyrillic
    readonly property int rowHeight: Theme.px(Theme.landscape ? 20.6 : 22)
    readonly property int sideWidth: Theme.landscape ? Theme.px(Theme.large ? 76 : 62) : 0
    readonly property int dockHeight: Theme.landscape ? 0 : Theme.px(26)

    implicitHeight: 4 * rowHeight + dockHeight + 2 * Theme.px(2)
    color: Theme.idle

    function type(character: string) {
        Typing.typed(root.capital ? character.toUpperCase() : character);
        root.capital = false;
    }

    Connections {
        target: Typing
        function onFieldChanged() {
            root.layoutName = Typing.layout;
            root.capital = false;
        }
    }

    KeyboardLayout {
        id: cyrillic
        name: "ru"
        caption: "EN"
        rows: ["йцукенгшщзхъ", "фывапролджэё", "ячсмитьбю.,"]
    }
    KeyboardLayout {
        id: latin
        name: "en"
        caption: "РУ"
        rows: ["qwertyuiop-_", "asdfghjkl@:", "zxcvbnm.,?!"]
    }
    KeyboardLayout {
        id: digits
        name: "digits"
        caption: "АБВ"
        rows: ["1234567890-/", "№%+=():;«»\"'", ".,?!@#*&_<>"]
    }

    Item {
        id: dock
        visible: !Theme.landscape
        x: Theme.px(5)
        y: Theme.px(3)
        width: parent.width - 2 * x
        height: root.dockHeight

        ActionButton {
            objectName: "hideKeyboard"
            look: ActionButton.Outline
            glyph: "keyboard-hide"
            text: qsTr("Скрыть")
            onClicked: Typing.hide()
        }
        ActionButton {
            anchors.right: parent.right
            objectName: "typingAction"
            visible: Typing.actionText !== "" && !Theme.landscape
            dimmed: !Typing.actionEnabled
            text: Typing.actionText
            trailingGlyph: "chevron-right"
            onClicked: Typing.acted()
        }
    }
    Column {
        id: keys
        x: Theme.px(3)
        y: root.dockHeight + Theme.px(2)
        width: parent.width - 2 * x - root.sideWidth

        Repeater {
            model: 3

            KeyboardRow {
                required property int index
                readonly property string written: root.current.rows[index]

                width: keys.width
                height: root.rowHeight
                letters: root.capital ? written.toUpperCase() : written
                erases: index === 2
                onTyped: character => root.type(character)
                onErased: Typing.erased()
            }
        }
        KeyboardBottomRow {
            width: keys.width
            height: root.rowHeight
            layoutName: root.layoutName
            caption: root.current.caption
            capital: root.capital
            onDigitsWanted: root.layoutName = root.layoutName === "digits" ? Typing.layout === "digits" ? "ru" : Typing.layout : "digits"
            onOtherWanted: root.layoutName = root.layoutName === "ru" ? "en" : "ru"
            onCapitalWanted: root.capital = !root.capital
            onSpace: Typing.typed(" ")
            onEntered: Typing.entered()
        }
    }
    Column {
        visible: Theme.landscape
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(4)
        y: Theme.px(3)
        width: root.sideWidth - Theme.px(4)
        spacing: Theme.px(3)

        ActionButton {
            width: parent.width
            objectName: "typingAction"
            visible: Typing.actionText !== "" && Theme.landscape
            dimmed: !Typing.actionEnabled
            text: Typing.actionText
            onClicked: Typing.acted()
        }
        ActionButton {
            width: parent.width
            look: ActionButton.Outline
            objectName: "hideKeyboard"
            glyph: "keyboard-hide"
            text: qsTr("Скрыть")
            onClicked: Typing.hide()
        }
    }
}
