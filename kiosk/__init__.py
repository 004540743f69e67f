"""What the kiosk does: no QML, no HTTP; Qt only in `devices/qt_*`."""
