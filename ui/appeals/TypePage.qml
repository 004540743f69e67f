// What the appeal is about: groups, then what is in the chosen one.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls

FormPage {
    id: root

    readonly property int columns: (Theme.landscape ? 3 : 2) - (Theme.large ? 1 : 0)

    step: 0
    heading: viewModel.types.group === "" ? qsTr("О чём обращение?") : viewModel.types.group
    hint: viewModel.types.group === "" ? "" : qsTr("Уточните, что случилось.")

    NothingHere {
        objectName: "noTypes"
        width: parent?.width ?? 0
        visible: !root.viewModel.types.known
        glyph: "cloud-off"
        title: qsTr("Список тем ещё не получен")
        text: qsTr("Киоск ещё ни разу не связался с управляющей компанией. Если это срочно, позвоните диспетчеру: телефон внизу экрана.")
    }
    GridLayout {
        width: parent?.width ?? 0
        columns: root.columns
        uniformCellWidths: true
        columnSpacing: Theme.px(4)
        rowSpacing: Theme.px(4)

        Repeater {
            model: root.viewModel.types.rows

            TypeTile {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                onClicked: root.viewModel.chooseType(typeId)
            }
        }
    }
}
