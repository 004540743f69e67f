// The letters of one language: each string is a row, left to right.
import QtQuick

QtObject {
    required property string name
    required property string caption
    required property list<string> rows
}
