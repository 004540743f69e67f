// One page of a flow, there while it is active; made beside the frames, so that the tap that asks for it never waits.
import QtQuick

Loader {
    asynchronous: true
}
