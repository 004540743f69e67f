// The number, how the code comes, two separate consents; on a wide screen the keypad stands beside them.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property LoginViewModel viewModel
    readonly property int half: (width - 3 * Theme.margin) / 2
    readonly property bool compact: Theme.landscape && height < Theme.px(200)
    readonly property int keyHeight: compact ? Theme.px(21) : Math.max(Theme.px(24), Math.min(Theme.px(34), height * (Theme.landscape ? 0.12 : 0.064)))

    signal back

    Component.onCompleted: forceActiveFocus()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            root.viewModel.erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            root.viewModel.proceed();
        else
            root.viewModel.digit(event.text);
    }

    Connections {
        target: root.viewModel
        function onPointed(what: string) {
            if (what === "said")
                frame.reveal(said);
            else if (what !== "phone")
                frame.reveal(consents);
            else if (!Theme.landscape)
                frame.reveal(phone);
        }
    }

    PageFrame {
        id: frame
        width: Theme.landscape ? root.half + 2 * Theme.margin : root.width
        height: root.height
        cramped: root.compact && Theme.large
        heading: cramped ? "" : qsTr("Ваш номер телефона")
        hint: root.compact || said.visible ? "" : qsTr("Пришлём код из четырёх цифр.")
        onBack: root.back()

        SaidBanner {
            id: said
            width: parent?.width ?? 0
            viewModel: root.viewModel
        }
        Loader {
            id: phone
            width: parent?.width ?? 0
            visible: active
            active: !Theme.landscape
            sourceComponent: PhoneDisplay {
                viewModel: root.viewModel
            }
        }
        NoteText {
            id: problem
            objectName: root.compact ? "phoneProblem" : ""
            width: parent?.width ?? 0
            visible: root.compact && text !== "" && root.viewModel.phoneBlank === ""
            text: root.viewModel.phoneProblem
            color: Theme.emergency
        }
        Loader {
            width: parent?.width ?? 0
            visible: active
            active: !root.compact
            sourceComponent: methods
        }
        Loader {
            width: parent?.width ?? 0
            visible: active
            active: !Theme.landscape
            sourceComponent: keypad
        }
        ConsentList {
            id: consents
            width: parent?.width ?? 0
            viewModel: root.viewModel
        }
        footer: [
            ProceedButton {
                width: parent?.width ?? 0
                viewModel: root.viewModel
            }
        ]
    }
    Column {
        visible: Theme.landscape
        x: root.width - root.half - Theme.margin
        y: Theme.px(5)
        width: root.half
        spacing: Theme.gap

        Loader {
            width: parent.width
            active: Theme.landscape
            sourceComponent: PhoneDisplay {
                viewModel: root.viewModel
                explained: !root.compact
            }
        }
        Loader {
            width: parent.width
            visible: active
            active: root.compact
            sourceComponent: methods
        }
        Loader {
            width: parent.width
            active: Theme.landscape
            sourceComponent: keypad
        }
    }
    Component {
        id: methods

        MethodChoice {
            viewModel: root.viewModel
        }
    }
    Component {
        id: keypad

        Keypad {
            keyHeight: root.keyHeight
            onDigit: text => root.viewModel.digit(text)
            onErased: root.viewModel.erase()
        }
    }
}
