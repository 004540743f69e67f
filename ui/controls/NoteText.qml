// Secondary text, the smallest there is.
BodyText {
    color: Theme.secondary
    font.pixelSize: Theme.small
}
