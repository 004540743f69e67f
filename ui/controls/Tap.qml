// Anything a finger acts on: on release, sliding off cancels, never takes the focus from a field.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: root

    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.NoFocus
    hoverEnabled: false
    font.family: Theme.family
    font.pixelSize: Theme.body
    Accessible.role: Accessible.Button
    Accessible.name: text
}
