// «Распечатать», and what became of it: the queue, the paper, the tray, or why not and what to do.
import QtQuick

Column {
    id: root

    required property PrintingViewModel printing
    property string text: qsTr("Распечатать")
    property int look: ActionButton.Primary

    signal wanted

    spacing: Theme.px(4)

    function check() {
        if (root.visible)
            root.printing.check();
    }

    onVisibleChanged: check()
    Component.onCompleted: check()

    Banner {
        objectName: "printState"
        width: root.width
        visible: title !== "" || text !== ""
        title: root.printing.headline
        text: root.printing.sentence
        mood: root.printing.done ? Banner.Good : root.printing.busy ? Banner.Info : Banner.Attention
        glyph: root.printing.done ? "circle-check" : root.printing.busy ? "printer" : "alert-triangle"
    }
    ActionButton {
        objectName: "print"
        width: root.width
        visible: !root.printing.busy && !root.printing.failed
        look: root.printing.done || root.printing.sentence !== "" ? ActionButton.Outline : root.look
        glyph: "printer"
        text: root.printing.done ? qsTr("Распечатать ещё раз") : root.text
        onClicked: root.wanted()
    }
    ActionButton {
        objectName: "printAgain"
        width: root.width
        visible: root.printing.failed
        look: root.look
        glyph: "refresh"
        text: qsTr("Попробовать ещё раз")
        onClicked: root.printing.again()
    }
    ActionButton {
        objectName: "printCancel"
        width: root.width
        visible: root.printing.busy
        look: ActionButton.Outline
        glyph: "x"
        text: qsTr("Отменить печать")
        onClicked: root.printing.cancel()
    }
}
