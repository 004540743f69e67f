// One appeal: what it says, photos, history, slip.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

PageFrame {
    id: root

    required property AppealViewModel viewModel
    readonly property int half: (width - 2 * Theme.margin - Theme.gap) / 2

    backText: qsTr("Обращения")
    aside: viewModel.filed

    Flow {
        width: parent?.width ?? 0
        spacing: Theme.gap

        Heading {
            text: root.viewModel.number
            wrapMode: Text.NoWrap
        }
        Chip {
            text: root.viewModel.status
            mood: root.viewModel.mood
            glyph: root.viewModel.statusGlyph
        }
    }
    Banner {
        objectName: "explanation"
        width: parent?.width ?? 0
        visible: text !== ""
        text: root.viewModel.explanation
        mood: root.viewModel.noticeMood
        glyph: root.viewModel.noticeGlyph
    }
    AppealAnswers {
        width: parent?.width ?? 0
        visible: root.viewModel.actions.refused
        actions: root.viewModel.actions
    }
    Flow {
        width: parent?.width ?? 0
        spacing: Theme.gap

        Column {
            width: Theme.landscape ? root.half : parent.width
            spacing: Theme.gap

            AppealData {
                width: parent.width
                viewModel: root.viewModel
            }
            AppealPhotos {
                width: parent.width
                photos: root.viewModel.photos
                onWanted: root.viewModel.loadPhotos()
            }
            AppealAnswers {
                width: parent.width
                visible: !root.viewModel.actions.refused && (root.viewModel.actions.editable || root.viewModel.actions.problem !== "")
                actions: root.viewModel.actions
            }
        }
        Column {
            width: Theme.landscape ? root.half : parent.width
            spacing: Theme.gap

            AppealHistory {
                width: parent.width
                history: root.viewModel.history
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
    footer: [
        ScrollButtons {
            width: parent?.width ?? 0
            flickable: root.scroll
        }
    ]
}
