// Every colour, size and time of the product; millimetres become pixels here and nowhere else.
pragma Singleton
import QtQuick

QtObject {
    id: root

    // Pixels a millimetre, from the configured diagonal; the shell sets it before the first frame.
    property real mm: 4
    property bool landscape: false
    property bool large: false
    property bool contrast: false
    property bool calm: false

    readonly property color ground: contrast ? "#000000" : "#EEF2F6"
    readonly property color surface: contrast ? "#000000" : "#FFFFFF"
    readonly property color ink: contrast ? "#FFFFFF" : "#0F1B2D"
    readonly property color secondary: contrast ? "#FFFFFF" : "#44546A"
    readonly property color blue: contrast ? "#FFD600" : "#0A4FA3"
    readonly property color bluePressed: contrast ? "#FFF3B0" : "#083E80"
    readonly property color inkOnBlue: contrast ? "#000000" : "#FFFFFF"
    readonly property color tint: contrast ? "#000000" : "#E3EDF9"
    readonly property color tintPressed: contrast ? "#333333" : "#C9DDF4"
    readonly property color line: contrast ? "#FFFFFF" : "#D5DDE6"
    readonly property color outline: contrast ? "#FFFFFF" : "#7D8DA3"
    readonly property color idle: contrast ? "#000000" : "#D5DDE6"
    readonly property color emergency: contrast ? "#FFFFFF" : "#B3141D"
    readonly property color emergencyGround: contrast ? "#000000" : "#FCE9E9"
    readonly property color good: contrast ? "#FFFFFF" : "#0F5C35"
    readonly property color goodGround: contrast ? "#000000" : "#E2F3EA"
    readonly property color attention: contrast ? "#FFFFFF" : "#7A4200"
    readonly property color attentionGround: contrast ? "#000000" : "#FFF1DC"
    readonly property color night: contrast ? "#000000" : "#0F1B2D"
    readonly property color inkOnNight: "#FFFFFF"
    // What is over a page and dims it; the part of a ring or bar that is not used yet.
    readonly property color veil: contrast ? "#E6000000" : "#B30F1B2D"
    readonly property color restOnNight: "#44546A"
    readonly property color restOnAttention: contrast ? "#000000" : "#F3D9B8"
    // A printed page on the screen is white in every mode; words on it are `night`.
    readonly property color paper: "#FFFFFF"

    readonly property string family: "Golos Text"
    // Capital height is 0.7 of the size: 6.9 mm gives 4.83 mm, 10.5 mm gives 7.35 mm.
    readonly property int small: px(large ? 10.5 : 6.9)
    readonly property int body: px(large ? 10.9 : 7.6)
    readonly property int strong: px(large ? 11.6 : 8.6)
    readonly property int heading: px(large ? 13.5 : 11.6)
    readonly property int figure: px(large ? 18 : 16)

    readonly property int margin: px(landscape ? 9 : 12)
    readonly property int gap: px(5)
    readonly property int tight: px(2.5)
    readonly property int pad: px(7)
    readonly property int target: px(21)
    readonly property int lesserTarget: px(20)
    readonly property int cardRadius: px(7)
    readonly property int buttonRadius: px(6)
    readonly property int hairline: Math.max(1, px(0.3))
    readonly property int stroke: Math.max(2, px(0.6))
    readonly property int icon: px(large ? 12 : 9.5)

    readonly property int motion: calm ? 0 : 160

    function px(millimetres: real): int {
        return Math.round(millimetres * root.mm);
    }
}
