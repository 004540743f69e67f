// Everything the company did not accept, each with its reason and what can be done now.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

PageFrame {
    id: root

    required property RefusalsViewModel viewModel

    backText: qsTr("Кабинет")
    heading: viewModel.count > 0 ? qsTr("Компания не приняла") : ""
    hint: viewModel.count > 0 ? qsTr("Прочитайте причину. Обращение можно исправить и отправить ещё раз.") : ""

    Banner {
        objectName: "problem"
        width: parent?.width ?? 0
        visible: text !== ""
        mood: Banner.Attention
        glyph: "alert-triangle"
        text: root.viewModel.problem
    }
    Repeater {
        model: root.viewModel.rows

        RefusalCard {
            width: parent?.width ?? 0
            busy: root.viewModel.busy
            onCorrected: root.viewModel.correct(thing)
            onDismissed: root.viewModel.dismiss(refusedId)
        }
    }
    Banner {
        objectName: "empty"
        width: parent?.width ?? 0
        visible: root.viewModel.count === 0
        mood: Banner.Good
        glyph: "circle-check"
        title: qsTr("Всё прочитано")
        text: qsTr("Если компания чего-то не примет, причина появится здесь и в кабинете.")
    }
    footer: [
        ScrollButtons {
            width: parent?.width ?? 0
            flickable: root.scroll
        }
    ]
}
