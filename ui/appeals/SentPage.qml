// What became of the appeal: its number when it comes, plainly «ожидает отправки» before that.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

FormPage {
    id: root

    readonly property bool numbered: viewModel.words.number !== ""
    readonly property int inner: width - 2 * Theme.margin
    readonly property int share: Theme.landscape ? (inner - Theme.px(8)) / 2 : inner

    steps: []
    backText: qsTr("В кабинет")
    heading: viewModel.words.outcome

    Flow {
        width: root.inner
        spacing: Theme.px(8)

        Column {
            width: root.share
            spacing: Theme.gap

            BodyText {
                objectName: "number"
                width: parent.width
                visible: root.numbered
                text: qsTr("№ %1").arg(root.viewModel.words.number)
                font.pixelSize: Theme.figure
                font.weight: Font.Bold
                Accessible.name: text
            }
            Banner {
                objectName: "outcome"
                width: parent.width
                mood: root.viewModel.words.mood
                glyph: root.viewModel.words.glyph
                title: root.viewModel.words.received
                text: root.viewModel.words.explanation
            }
            Banner {
                objectName: "emergency"
                width: parent.width
                visible: root.viewModel.words.emergency && !root.numbered
                mood: Banner.Emergency
                glyph: "phone-call"
                title: qsTr("Обращение ещё не отправлено — позвоните")
                text: root.viewModel.types.phones.join(", ")
            }
        }
        Column {
            width: root.share
            spacing: Theme.gap

            Card {
                width: parent.width
                implicitHeight: facts.height + 2 * Theme.pad

                Column {
                    id: facts
                    x: Theme.pad
                    y: Theme.pad
                    width: parent.width - 2 * Theme.pad
                    spacing: Theme.px(3)

                    Fact {
                        width: parent.width
                        label: qsTr("Тип")
                        value: root.viewModel.words.typeName
                    }
                    Fact {
                        width: parent.width
                        label: qsTr("Срок по правилам")
                        value: root.viewModel.words.regulated
                    }
                    Fact {
                        width: parent.width
                        label: qsTr("Удобное время")
                        value: root.viewModel.words.visit
                    }
                }
            }
            PrintPanel {
                width: parent.width
                printing: root.viewModel.printing
                text: qsTr("Распечатать талон")
                look: ActionButton.Tinted
                onWanted: root.viewModel.printSlip()
            }
        }
    }
    actions: [
        ActionButton {
            objectName: "correct"
            width: parent?.width ?? 0
            visible: root.viewModel.words.correctable
            text: qsTr("Исправить")
            onClicked: root.viewModel.correct()
        },
        ActionButton {
            objectName: "done"
            width: parent?.width ?? 0
            look: root.viewModel.words.correctable ? ActionButton.Outline : ActionButton.Primary
            text: qsTr("Готово")
            onClicked: root.viewModel.finish()
        }
    ]
}
