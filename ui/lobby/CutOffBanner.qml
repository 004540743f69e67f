// The company does not answer, or not to this kiosk: nobody can log in, and an emergency does not wait for that.
import ui.controls

Banner {
    id: root

    required property string barred

    objectName: "cutOff"
    mood: Banner.Attention
    glyph: "wifi-off"
    text: root.barred !== "" ? root.barred : qsTr("Нет связи с компанией: войти сейчас не получится. При аварии звоните диспетчеру.")
}
