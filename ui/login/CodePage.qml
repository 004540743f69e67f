// Four boxes that check themselves; what came, how long it lives, another code, another number.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property LoginViewModel viewModel
    readonly property int half: (width - 3 * Theme.margin) / 2
    readonly property bool compact: Theme.landscape && height < Theme.px(200)
    readonly property string sentTo: viewModel.codeByCall ? qsTr("Звоним на %1. Код – последние четыре цифры звонящего номера, либо его назовёт голос.") : qsTr("Отправили СМС на %1.")

    Component.onCompleted: forceActiveFocus()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            root.viewModel.erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            root.viewModel.check();
        else
            root.viewModel.digit(event.text);
    }

    Connections {
        target: root.viewModel
        function onPointed(what: string) {
            if (what === "said")
                frame.reveal(said);
        }
    }

    PageFrame {
        id: frame
        width: Theme.landscape ? root.half + 2 * Theme.margin : root.width
        height: root.height
        cramped: root.compact && Theme.large
        backText: cramped ? qsTr("Назад") : qsTr("Изменить номер")
        heading: cramped ? "" : root.viewModel.codeByCall ? qsTr("Код из звонка") : qsTr("Код из СМС")
        hint: root.compact && said.visible ? "" : root.sentTo.arg(root.viewModel.codeAddress)
        onBack: root.viewModel.changeNumber()

        SaidBanner {
            id: said
            width: parent?.width ?? 0
            viewModel: root.viewModel
        }
        Banner {
            objectName: "demonstration"
            width: parent?.width ?? 0
            visible: root.viewModel.demonstration !== "" && root.viewModel.codeAlive
            mood: Banner.Good
            glyph: "message"
            text: root.viewModel.demonstration
        }
        Loader {
            width: parent?.width ?? 0
            visible: active
            active: !Theme.landscape
            sourceComponent: entry
        }
        footer: [
            ResendButtons {
                width: parent?.width ?? 0
                viewModel: root.viewModel
            }
        ]
    }
    Loader {
        x: root.width - root.half - Theme.margin
        y: Theme.px(5)
        width: root.half
        active: Theme.landscape
        sourceComponent: entry
    }
    Component {
        id: entry

        CodeEntry {
            viewModel: root.viewModel
        }
    }
}
