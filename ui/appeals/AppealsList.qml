// The cards, made as they come into sight; a page more on a tap; what is said when there are none.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

ListView {
    id: root

    required property AppealsViewModel viewModel

    objectName: "scroll"
    model: viewModel.rows
    spacing: Theme.px(4)
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    flickDeceleration: 3000
    cacheBuffer: Theme.px(60)

    delegate: AppealCard {
        width: ListView.view.width
        onClicked: root.viewModel.openAppeal(appealId)
        onCorrected: root.viewModel.appeal.actions.reviseOne(appealId)
        onDismissed: root.viewModel.appeal.actions.dismissOne(appealId)
    }
    footer: Item {
        width: root.width
        height: root.viewModel.more ? more.height + 2 * Theme.px(4) : Theme.px(2)

        ActionButton {
            id: more
            objectName: "showMore"
            y: Theme.px(4)
            width: parent.width
            visible: root.viewModel.more
            look: ActionButton.Outline
            glyph: "chevron-down"
            text: qsTr("Показать ещё")
            onClicked: root.viewModel.showMore()
        }
    }

    Skeleton {
        objectName: "loading"
        width: root.width
        visible: root.count === 0 && !root.viewModel.heard && root.viewModel.reachable
        text: qsTr("Получаем обращения от управляющей компании…")
    }
    NothingHere {
        objectName: "empty"
        width: root.width
        visible: root.count === 0 && (root.viewModel.heard || !root.viewModel.reachable)
        glyph: root.viewModel.heard ? "message" : "cloud-off"
        title: !root.viewModel.heard ? qsTr("Список пока недоступен") : root.viewModel.filter === "open" ? qsTr("Открытых обращений нет") : root.viewModel.filter === "closed" ? qsTr("Закрытых обращений нет") : qsTr("Обращений пока нет")
        text: !root.viewModel.heard ? qsTr("Нет связи с управляющей компанией. Список появится сам, когда связь вернётся. Новое обращение можно подать уже сейчас: оно уйдёт позже.") : qsTr("Здесь будут ваши заявки в управляющую компанию и то, что с ними происходит. Чтобы подать заявку, нажмите «Новое обращение».")
    }
    Rectangle {
        visible: root.contentHeight > root.height + 1
        parent: root
        x: root.width + Theme.px(2)
        y: root.visibleArea.yPosition * root.height
        width: Theme.px(2)
        height: Math.max(Theme.px(10), root.visibleArea.heightRatio * root.height)
        radius: width / 2
        color: Theme.outline
    }
}
