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
    readonly property bool news: viewModel.saidText !== "" || viewModel.linking !== ""
    readonly property int half: (width - 3 * Theme.margin) / 2

    signal wanted(field: string)

    Connections {
        target: root.viewModel
        function onPointed(what: string) {
            if (what === "said" && !Theme.landscape)
                frame.reveal(answer);
            else if (what !== "said")
                root.wanted(what);
        }
    }

    PageFrame {
        id: frame
        width: Theme.landscape ? root.half + 2 * Theme.margin : root.width
        height: root.height
        onBack: root.viewModel.back()

        Loader {
            id: answer
            width: parent?.width ?? 0
            visible: active
            active: root.news && !Theme.landscape
            sourceComponent: news
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
    Flickable {
        visible: Theme.landscape
        x: root.width - root.half - Theme.margin
        y: Theme.px(5)
        width: root.half
        height: root.height - y
        contentHeight: side.height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: side
            width: root.half
            spacing: Theme.gap

            Loader {
                width: parent.width
                visible: active
                active: root.news && Theme.landscape
                sourceComponent: news
            }
            Loader {
                width: parent.width
                active: Theme.landscape
                sourceComponent: root.beside
            }
        }
    }
    Component {
        id: news

        LinkNews {
            viewModel: root.viewModel
        }
    }
}
