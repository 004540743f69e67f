// A page's or a card's title.
import QtQuick

BodyText {
    font.pixelSize: Theme.heading
    font.weight: Font.Bold
    lineHeight: 1.05
    Accessible.role: Accessible.Heading
}
