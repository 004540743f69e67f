// A document page by page: the sheet, and buttons for all that fingers can do on it.
import QtQuick

Item {
    id: root

    required property DocumentViewModel document
    readonly property string position: document.ready ? qsTr("Страница %1 из %2").arg(document.page + 1).arg(document.pages) : ""
    readonly property bool several: document.pages > 1
    readonly property real column: Theme.px(Theme.large ? 114 : 84)
    readonly property real half: (controls.width - controls.columnSpacing) / controls.columns

    DocumentSheet {
        id: sheet
        objectName: "documentSheet"
        width: Theme.landscape ? root.width - root.column - Theme.gap : root.width
        height: Theme.landscape ? root.height : root.height - controls.height - Theme.px(4)
        visible: root.document.ready
        document: root.document
    }
    Skeleton {
        width: sheet.width
        visible: root.document.loading
        text: qsTr("Готовим документ…")
        rows: 1
        rowHeight: sheet.height - Theme.px(16)
    }
    Banner {
        width: sheet.width
        visible: root.document.problem !== ""
        mood: Banner.Attention
        glyph: "alert-triangle"
        text: root.document.problem
    }
    NoteText {
        x: root.width - width
        width: root.column
        visible: Theme.landscape && root.document.ready && controls.y > height + Theme.gap
        text: qsTr("Коснитесь места на странице, чтобы рассмотреть его.")
    }
    Grid {
        id: controls
        visible: root.document.ready
        x: root.width - width
        y: root.height - height
        width: Theme.landscape ? root.column : root.width
        columns: Theme.landscape ? 1 : 2
        rowSpacing: Theme.px(3)
        columnSpacing: Theme.px(4)

        ActionButton {
            objectName: "previousPage"
            width: root.half
            visible: root.several
            dimmed: root.document.page === 0
            look: ActionButton.Outline
            glyph: "chevron-left"
            leftPadding: Theme.px(3)
            rightPadding: Theme.px(3)
            text: Theme.large ? qsTr("Предыдущая") : qsTr("Предыдущая страница")
            Accessible.name: qsTr("Предыдущая страница")
            onClicked: root.document.previous()
        }
        ActionButton {
            objectName: "nextPage"
            width: root.half
            visible: root.several
            dimmed: root.document.page === root.document.pages - 1
            look: ActionButton.Outline
            trailingGlyph: "chevron-right"
            leftPadding: Theme.px(3)
            rightPadding: Theme.px(3)
            text: Theme.large ? qsTr("Следующая") : qsTr("Следующая страница")
            Accessible.name: qsTr("Следующая страница")
            onClicked: root.document.next()
        }
        ActionButton {
            objectName: "smaller"
            width: root.half
            dimmed: sheet.zoom <= 1
            look: ActionButton.Outline
            glyph: "zoom-out"
            text: qsTr("Мельче")
            onClicked: sheet.enlarge(1 / sheet.step, sheet.middle)
        }
        ActionButton {
            objectName: "larger"
            width: root.half
            dimmed: sheet.zoom >= sheet.most
            look: ActionButton.Outline
            glyph: "zoom-in"
            text: qsTr("Крупнее")
            onClicked: sheet.enlarge(sheet.step, sheet.middle)
        }
    }
}
