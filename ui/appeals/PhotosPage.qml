// Up to five shots by the camera; on with them or without.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls

FormPage {
    id: root

    readonly property int inner: width - 2 * Theme.margin
    readonly property int low: scroll.height - Theme.px(7)
    readonly property int share: Theme.landscape ? Math.min((inner - Theme.gap) * 0.6, low * 1.34) : inner
    readonly property PhotoTray tray: viewModel.photos

    step: 2
    heading: Theme.landscape ? "" : qsTr("Покажите, что случилось")
    hint: Theme.landscape ? "" : qsTr("До пяти снимков. Можно продолжить и без них.")

    Flow {
        width: root.inner
        spacing: Theme.gap

        CameraPanel {
            width: root.share
            height: Theme.landscape ? root.low : Math.min(root.share * 0.76, root.scroll.height - strip.height - Theme.px(Theme.large ? 58 : 42))
            booth: root.viewModel.booth
        }
        Column {
            width: Theme.landscape ? root.inner - root.share - parent.spacing - 1 : root.inner
            spacing: Theme.gap

            BodyText {
                width: parent.width
                visible: Theme.landscape
                text: qsTr("До пяти снимков. Можно продолжить и без них.")
                color: Theme.secondary
            }
            PhotoStrip {
                id: strip
                width: parent.width
                tray: root.tray
                across: Theme.landscape && Theme.large && root.tray.count > 0 ? 3 : 5
                places: root.tray.most
                editable: true
                onDeleted: index => root.viewModel.deletePhoto(index)
            }
            BodyText {
                objectName: "problem"
                width: parent.width
                visible: text !== ""
                text: root.viewModel.words.problem || (root.viewModel.booth.stage === "live" ? root.viewModel.booth.problem : "") || (root.tray.full ? qsTr("Больше %1 снимков приложить нельзя. Чтобы снять другой, уберите один.").arg(root.tray.most) : "")
                color: Theme.attention
            }
        }
    }
    actions: [
        ShotButtons {
            width: parent?.width ?? 0
            booth: root.viewModel.booth
            tray: root.tray
            nextText: root.viewModel.words.revised ? qsTr("К проверке") : qsTr("Дальше")
            onNext: root.viewModel.acceptPhotos()
        }
    ]
}
