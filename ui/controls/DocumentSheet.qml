// One page of a document under the fingers: pinch, drag when enlarged, or tap the place to see closer.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: root

    required property DocumentViewModel document
    property real zoom: 1
    readonly property real most: 5
    readonly property real step: 1.5
    readonly property int fitWidth: Math.max(0, Math.floor(Math.min(width, height / document.pageShape)))
    readonly property point middle: Qt.point(width / 2, height / 2)
    readonly property bool sharp: zoom > 1 ? part.sharp : page.sharp

    function enlarge(times: real, at: point) {
        const place = root.placeAt(at);
        root.zoom = Math.max(1, Math.min(root.most, root.zoom * times));
        root.put(place, at);
    }

    // A tap: the place comes to the middle, and closer the first time, so that nothing needs dragging.
    function approach(at: point) {
        const place = root.placeAt(at);
        root.zoom = Math.max(root.zoom, root.step * root.step);
        root.put(place, root.middle);
    }

    function placeAt(at: point): point {
        return Qt.point((flick.contentX + at.x - paper.x) / paper.width, (flick.contentY + at.y - paper.y) / paper.height);
    }

    function put(place: point, at: point) {
        flick.contentX = Math.max(0, Math.min(flick.contentWidth - flick.width, paper.x + place.x * paper.width - at.x));
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height, paper.y + place.y * paper.height - at.y));
    }

    clip: true

    Connections {
        target: root.document
        function onChanged() {
            if (page.page === root.document.page)
                return;
            page.page = root.document.page;
            flick.contentY = 0;
        }
    }
    Flickable {
        id: flick
        objectName: "sheet"
        anchors.fill: parent
        contentWidth: Math.max(width, paper.width)
        contentHeight: Math.max(height, paper.height)
        boundsBehavior: Flickable.StopAtBounds
        interactive: root.zoom > 1 && !pinch.active
        onMovementEnded: part.follow()

        Rectangle {
            id: paper
            x: Math.max(0, Math.round((flick.width - width) / 2))
            y: Math.max(0, Math.round((flick.height - height) / 2))
            width: Math.round(root.fitWidth * root.zoom)
            height: Math.round(width * root.document.pageShape)
            color: Theme.paper
            border.width: Theme.hairline
            border.color: Theme.outline

            PageView {
                id: page
                objectName: "page"
                width: root.fitWidth
                height: Math.round(width * root.document.pageShape)
                transformOrigin: Item.TopLeft
                scale: root.zoom
                document: root.document
            }
            PageView {
                id: part
                readonly property rect seen: Qt.rect(Math.round(Math.max(0, flick.contentX - paper.x)), Math.round(Math.max(0, flick.contentY - paper.y)), Math.min(root.width, paper.width), Math.min(root.height, paper.height))

                function follow() {
                    if (flick.moving || pinch.active)
                        return;
                    x = seen.x;
                    y = seen.y;
                    width = seen.width;
                    height = seen.height;
                }

                partial: true
                page: page.page
                pageWidth: root.zoom > 1 && !pinch.active ? paper.width : 0
                document: root.document
                onSeenChanged: follow()
            }
        }
        PinchHandler {
            id: pinch
            target: null
            onActiveChanged: part.follow()
            onScaleChanged: delta => root.enlarge(delta, flick.mapFromItem(null, centroid.scenePosition))
        }
        TapHandler {
            onTapped: point => root.approach(flick.mapFromItem(null, point.scenePosition))
        }
    }
}
