// The list of appeals with its filter; on a wide screen what can be done stands beside it.
import QtQuick
import ui.controls

Item {
    id: root

    required property AppealsViewModel viewModel
    readonly property bool wide: Theme.landscape
    readonly property int side: wide ? Math.max(Theme.px(92), Math.min(Theme.px(112), width * 0.36)) : width - 2 * Theme.margin

    // Whether it scrolls is decided without the buttons that scroll it, or one would follow the other in a circle.
    readonly property int listTop: offline.y + (offline.visible ? offline.height + Theme.px(4) : 0)
    readonly property real room: (wide ? height - Theme.px(5) : footer.y - Theme.px(4)) - listTop
    readonly property bool scrolls: list.contentHeight > room + 1

    signal back

    PageHeader {
        id: header
        x: Theme.margin
        y: root.wide ? Theme.px(5) : Theme.px(8)
        width: root.side
        onBack: root.back()
    }
    Column {
        id: top
        anchors.top: header.bottom
        anchors.topMargin: Theme.px(root.wide ? 4 : 6)
        x: Theme.margin
        width: root.side
        spacing: Theme.px(4)

        Heading {
            width: parent.width
            visible: !(root.wide && Theme.large && root.height < Theme.px(160))
            text: qsTr("Обращения")
        }
        FilterBar {
            width: parent.width
            upright: root.wide
            current: root.viewModel.filter
            onPicked: name => root.viewModel.filterBy(name)
        }
    }
    Banner {
        id: offline
        objectName: "offline"
        x: list.x
        y: root.wide ? Theme.px(5) : top.y + top.height + Theme.px(4)
        width: list.width
        visible: problem !== "" || (!root.viewModel.reachable && root.viewModel.heard)
        mood: Banner.Attention
        glyph: problem !== "" ? "alert-triangle" : "cloud-off"
        text: problem !== "" ? problem : qsTr("Нет связи с управляющей компанией. Показано %1.").arg(root.viewModel.age)

        readonly property string problem: root.viewModel.appeal.actions.problem
    }
    AppealsList {
        id: list
        x: root.wide ? root.side + 2 * Theme.margin : Theme.margin
        y: root.listTop
        width: root.width - x - Theme.margin
        height: root.room - (root.scrolls ? scroll.height + Theme.px(4) : 0)
        viewModel: root.viewModel
    }
    ScrollButtons {
        id: scroll
        visible: root.scrolls
        x: list.x
        y: list.y + list.height + Theme.px(4)
        width: list.width
        flickable: list
    }
    Column {
        id: footer
        x: Theme.margin
        width: root.side
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(5)

        ActionButton {
            objectName: "newAppeal"
            width: parent.width
            height: root.wide ? implicitHeight : Theme.px(27)
            glyph: "plus"
            text: qsTr("Новое обращение")
            onClicked: root.viewModel.fileNew()
        }
    }
}
