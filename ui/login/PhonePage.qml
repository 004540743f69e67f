// The number, how the code comes, two separate consents; on a wide screen the keypad stands beside them.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property LoginViewModel viewModel
    readonly property int half: (width - 3 * Theme.margin) / 2

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
        heading: qsTr("Ваш номер телефона")
        hint: said.visible ? "" : qsTr("Пришлём код из четырёх цифр.")
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
        MethodChoice {
            width: parent?.width ?? 0
            viewModel: root.viewModel
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
            }
        }
        Loader {
            width: parent.width
            active: Theme.landscape
            sourceComponent: keypad
        }
    }
    Component {
        id: keypad

        Keypad {
            onDigit: text => root.viewModel.digit(text)
            onErased: root.viewModel.erase()
        }
    }
}
