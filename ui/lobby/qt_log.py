"""Qt's own messages in the log: which part of Qt and which line of ours, never the words, which may quote a page."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)


def begin() -> None:
    """From now on Qt writes nowhere else."""
    qInstallMessageHandler(_heard)


def _heard(kind: QtMsgType, context: QMessageLogContext, _words: str) -> None:
    file = (context.file or "").rsplit("/", 1)[-1]
    place = f"{file}:{context.line}" if file else "a place unknown"
    _log.log(LEVELS[kind], "qt %s at %s", context.category or "default", place)
