// The company does not answer: nobody can log in, and an emergency does not wait for that.
import ui.controls

Banner {
    objectName: "cutOff"
    mood: Banner.Attention
    glyph: "wifi-off"
    text: qsTr("Нет связи с компанией: войти сейчас не получится. При аварии звоните диспетчеру.")
}
