// The frame of every page: way back, heading, a scrolling middle, and actions that stay in sight.
import QtQuick

Item {
    id: root

    property string heading: ""
    property string hint: ""
    property string aside: ""
    property string backText: qsTr("Назад")
    // No room for more: what scrolls is turned by buttons beside the way back.
    property bool cramped: false
    property list<string> steps: []
    property int step: 0
    property alias scroll: flick
    default property alias content: middle.data
    property alias footer: actions.data

    signal back

    function reveal(item: Item) {
        middle.forceLayout();
        const top = item.mapToItem(middle, 0, 0).y;
        const most = Math.max(0, flick.contentHeight - flick.height);
        if (top < flick.contentY || top + item.height > flick.contentY + flick.height)
            flick.contentY = Math.max(0, Math.min(most, top - Theme.gap));
    }

    function revealTyped() {
        let above = Typing.field;
        while (above !== null && above !== middle)
            above = above.parent;
        if (above !== null)
            root.reveal(Typing.field);
    }

    onHeightChanged: Qt.callLater(root.revealTyped)

    Connections {
        target: Typing
        function onFieldChanged() {
            Qt.callLater(root.revealTyped);
        }
    }
    PageHeader {
        id: header
        x: Theme.margin
        y: Theme.landscape ? Theme.px(5) : Theme.px(8)
        width: parent.width - 2 * Theme.margin
        backText: root.backText
        aside: Theme.landscape && stepBar.visible ? "" : root.aside
        onBack: root.back()
    }
    ScrollButtons {
        visible: root.cramped && most > least + 1
        flickable: flick
        x: header.x + header.backWidth + Theme.gap
        y: header.y
        width: header.width - header.backWidth - Theme.gap
        spacing: Theme.px(3)
    }
    StepBar {
        id: stepBar
        visible: root.steps.length > 0
        x: Theme.landscape ? header.x + header.backWidth + 2 * Theme.gap : Theme.margin
        y: Theme.landscape ? header.y + (header.height - height) / 2 : header.y + header.height + Theme.px(4)
        width: parent.width - x - Theme.margin
        height: visible ? implicitHeight : 0
        steps: root.steps.length > 0 ? root.steps : [""]
        current: root.step
    }
    Flickable {
        id: flick
        objectName: "scroll"
        anchors.top: Theme.landscape ? header.bottom : stepBar.bottom
        anchors.topMargin: Theme.px(4)
        anchors.bottom: actions.visible ? actions.top : parent.bottom
        anchors.bottomMargin: actions.visible ? Theme.px(4) : 0
        width: parent.width
        contentWidth: width
        contentHeight: middle.height + Theme.px(Theme.landscape ? 1 : 6)
        boundsBehavior: Flickable.StopAtBounds
        onHeightChanged: contentY = Math.max(0, Math.min(contentY, contentHeight - height))
        onContentHeightChanged: contentY = Math.max(0, Math.min(contentY, contentHeight - height))
        flickDeceleration: 3000
        clip: true

        Column {
            id: middle
            x: Theme.margin
            width: flick.width - 2 * Theme.margin
            spacing: Theme.gap

            Heading {
                width: parent.width
                visible: root.heading !== ""
                text: root.heading
            }
            BodyText {
                width: parent.width
                visible: root.hint !== ""
                text: root.hint
                color: Theme.secondary
            }
        }
    }
    Rectangle {
        visible: flick.contentHeight > flick.height + 1
        x: flick.width - Theme.px(4)
        y: flick.y + flick.visibleArea.yPosition * flick.height
        width: Theme.px(2)
        height: Math.max(Theme.px(10), flick.visibleArea.heightRatio * flick.height)
        radius: width / 2
        color: Theme.outline
    }
    Column {
        id: actions
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        visible: children.length > 0 && !Typing.active
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(5)
        spacing: Theme.px(4)
    }
}
