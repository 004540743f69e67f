// The one conversation between the on-screen keyboard and the field that is being typed into.
pragma Singleton
import QtQuick

QtObject {
    id: root

    property Item field: null
    property string layout: "ru"
    property string actionText: ""
    property bool actionEnabled: true
    readonly property bool active: field !== null

    signal typed(text: string)
    signal erased
    signal entered
    signal acted

    function claim(item: Item, layoutName: string) {
        root.layout = layoutName;
        root.field = item;
    }

    function release(item: Item) {
        if (root.field === item)
            root.field = null;
    }

    function hide() {
        if (root.field !== null)
            root.field.forceActiveFocus();
    }
}
