// What happened, in the resident's words; the keyboard stands below, so a wide screen spends its height on the text.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

FormPage {
    id: root

    readonly property bool tight: Theme.landscape && Typing.active
    readonly property int inner: width - 2 * Theme.margin

    step: 1
    heading: tight ? "" : qsTr("Опишите, что случилось")

    // What was scrolled to on the higher page would hide the text on the lower one.
    Connections {
        target: root.scroll
        enabled: root.tight
        function onContentHeightChanged() {
            root.scroll.contentY = 0;
        }
    }
    Chip {
        visible: !root.tight && implicitWidth <= root.inner
        text: root.viewModel.words.typeName
        glyph: root.viewModel.words.typeIcon
    }
    Flow {
        width: root.inner
        spacing: Theme.gap

        Column {
            width: Theme.landscape ? (root.inner - parent.spacing) * 0.6 : root.inner
            spacing: Theme.px(2)

            TextBox {
                id: box
                objectName: "text"
                width: parent.width
                height: root.tight ? Math.max(Theme.px(34), root.scroll.height - Theme.px(7) - (said.visible ? said.height : 0)) : Theme.px(Theme.landscape ? 62 : 68)
                label: qsTr("Опишите, что случилось")
                placeholder: qsTr("Где и что случилось, как давно")
                actionText: qsTr("Дальше")
                actionEnabled: root.viewModel.words.missing === ""
                onEdited: root.viewModel.type(text)
                onActed: root.viewModel.acceptText()
                Component.onCompleted: {
                    text = root.viewModel.words.typed;
                    begin();
                }
            }
            NoteText {
                id: said
                objectName: "said"
                width: parent.width
                visible: text !== ""
                text: root.viewModel.words.problem || root.viewModel.words.counter
                color: root.viewModel.words.problem || root.viewModel.words.missing ? Theme.emergency : Theme.secondary
            }
        }
        Column {
            width: Theme.landscape ? (root.inner - parent.spacing) * 0.4 - 1 : root.inner
            spacing: Theme.gap

            Phrases {
                width: parent.width
                phrases: root.viewModel.words.phrases
                onPicked: phrase => box.insert(root.viewModel.phraseAfter(box.before, phrase))
            }
            Banner {
                objectName: "emergency"
                width: parent.width
                visible: root.viewModel.words.emergency && !root.tight
                mood: Banner.Emergency
                glyph: "alert-triangle"
                title: qsTr("Если опасно сейчас — сначала позвоните")
                text: [root.viewModel.types.phones[0] ?? "", root.viewModel.types.regulated].filter(part => part !== "").join(". ")
            }
        }
    }
    actions: [
        ActionButton {
            objectName: "next"
            width: parent?.width ?? 0
            dimmed: root.viewModel.words.missing !== ""
            text: root.viewModel.words.revised ? qsTr("К проверке") : qsTr("Дальше")
            note: root.viewModel.words.missing
            trailingGlyph: "chevron-right"
            onClicked: root.viewModel.acceptText()
        }
    ]
}
