// The newest facts of a block that has no page of its own in this release, and an honest word about it.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

PageFrame {
    id: root

    required property CabinetViewModel viewModel

    heading: viewModel.summaryTitle
    hint: viewModel.summaryNote
    backText: qsTr("Кабинет")
    onBack: root.viewModel.closeSummary()

    Skeleton {
        width: parent?.width ?? 0
        visible: !root.viewModel.linesKnown
    }
    BodyText {
        objectName: "nothing"
        width: parent?.width ?? 0
        visible: root.viewModel.linesKnown && facts.count === 0
        text: qsTr("Пока показывать нечего. Данные появятся здесь, когда их передаст управляющая компания.")
    }
    Repeater {
        id: facts
        model: root.viewModel.lines

        Card {
            id: card

            required property string title
            required property string detail

            width: parent ? parent.width : 0
            implicitHeight: words.height + 2 * Theme.gap
            height: implicitHeight

            Column {
                id: words
                x: Theme.pad
                y: Theme.gap
                width: parent.width - 2 * Theme.pad

                BodyText {
                    width: parent.width
                    text: card.title
                    font.weight: Font.DemiBold
                }
                NoteText {
                    width: parent.width
                    text: card.detail
                }
            }
        }
    }
    footer: [
        ScrollButtons {
            width: parent?.width ?? 0
            flickable: root.scroll
        }
    ]

    Banner {
        width: parent.width
        text: qsTr("Здесь последние данные компании. Полный раздел появится в следующем обновлении киоска.")
    }
}
