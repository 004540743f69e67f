// A subject's pages as the shell shows them: it fills its place and says when the person goes back out of it.
import QtQuick

Item {
    signal exited
}
