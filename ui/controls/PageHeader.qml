// The way back, and what one is in the middle of.
import QtQuick

Item {
    id: root

    property string backText: qsTr("Назад")
    property string backGlyph: "arrow-left"
    property string aside: ""
    readonly property int backWidth: button.width

    signal back

    implicitHeight: button.implicitHeight

    ActionButton {
        id: button
        objectName: "back"
        look: ActionButton.Outline
        glyph: root.backGlyph
        text: root.backText
        onClicked: root.back()
    }
    BodyText {
        anchors.left: button.right
        anchors.right: parent.right
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        text: root.aside
        color: Theme.secondary
        horizontalAlignment: Text.AlignRight
        elide: Text.ElideRight
        maximumLineCount: 2
    }
}
