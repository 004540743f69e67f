// Before an emergency's form: whom to call, what to say, how soon they must come.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

FormPage {
    id: root

    readonly property int inner: width - 2 * Theme.margin
    readonly property int share: Theme.landscape ? (inner - Theme.gap) / 2 : inner

    step: 0
    heading: qsTr("Сначала позвоните")

    Chip {
        text: root.viewModel.types.emergency
        mood: Chip.Emergency
        glyph: "alert-triangle"
        visible: implicitWidth <= (parent?.width ?? 0)
    }
    Flow {
        width: root.inner
        spacing: Theme.gap

        Rectangle {
            width: root.share
            height: column.height + 2 * Theme.pad
            radius: Theme.cardRadius
            color: Theme.emergencyGround
            border.width: Theme.stroke
            border.color: Theme.emergency

            Column {
                id: column
                x: Theme.pad
                y: Theme.pad
                width: parent.width - 2 * Theme.pad
                spacing: Theme.px(3)

                BodyText {
                    width: parent.width
                    text: qsTr("Аварийно-диспетчерская служба, круглосуточно")
                    font.weight: Font.DemiBold
                }
                Repeater {
                    model: root.viewModel.types.phones

                    BodyText {
                        id: phone

                        required property string modelData
                        required property int index

                        objectName: "dispatcher:" + index
                        width: column.width
                        text: modelData
                        color: Theme.emergency
                        font.pixelSize: index === 0 ? Theme.figure : Theme.heading
                        font.weight: Font.Bold
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.heading
                        wrapMode: Text.NoWrap
                    }
                }
                BodyText {
                    width: parent.width
                    visible: root.viewModel.types.phones.length === 0
                    text: qsTr("Телефон ещё не получен от управляющей компании. Посмотрите его на доске объявлений подъезда.")
                }
            }
        }
        Card {
            width: root.share
            visible: root.viewModel.types.advice !== "" || root.viewModel.types.regulated !== ""
            implicitHeight: facts.height + 2 * Theme.pad

            Column {
                id: facts
                x: Theme.pad
                y: Theme.pad
                width: parent.width - 2 * Theme.pad
                spacing: Theme.px(3)

                Fact {
                    width: parent.width
                    label: qsTr("Что сказать")
                    value: root.viewModel.types.advice
                }
                Fact {
                    width: parent.width
                    label: qsTr("Срок по правилам")
                    value: root.viewModel.types.regulated
                }
            }
        }
    }
    actions: [
        ActionButton {
            objectName: "proceed"
            width: parent?.width ?? 0
            look: ActionButton.Outline
            text: qsTr("Всё равно подать обращение")
            trailingGlyph: "chevron-right"
            onClicked: root.viewModel.proceed()
        }
    ]
}
