// A form that adds an account; on a wide screen what helps stands beside it.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

Item {
    id: root

    required property AccountsViewModel viewModel
    property alias heading: frame.heading
    property alias hint: frame.hint
    default property alias fields: column.data
    property Component beside: null
    readonly property int half: (width - 3 * Theme.margin) / 2
    readonly property bool typing: Typing.active

    signal wanted(field: string)

    Connections {
        target: root.viewModel
        function onPointed(what: string) {
            if (what === "said")
                frame.reveal(said);
            else
                root.wanted(what);
        }
    }

    PageFrame {
        id: frame
        width: Theme.landscape ? root.half + 2 * Theme.margin : root.width
        height: root.height
        onBack: root.viewModel.back()

        SaidBanner {
            id: said
            width: parent?.width ?? 0
            viewModel: root.viewModel
        }
        BodyText {
            objectName: "linking"
            width: parent?.width ?? 0
            visible: root.typing && text !== ""
            text: [root.viewModel.linking, root.viewModel.linkingNote].filter(words => words !== "").join(" ")
            font.weight: Font.DemiBold
        }
        Column {
            id: column
            width: parent?.width ?? 0
            spacing: Theme.gap
        }
        footer: [
            LinkButton {
                width: parent?.width ?? 0
                viewModel: root.viewModel
            }
        ]
    }
    Loader {
        visible: active
        active: Theme.landscape && root.beside !== null
        x: root.width - root.half - Theme.margin
        y: Theme.px(5)
        width: root.half
        height: root.height - 2 * y
        sourceComponent: root.beside
    }
}
