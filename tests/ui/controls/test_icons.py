"""Icons by names that the company's data has: one we lack, or no name at all, is drawn as the plain one."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from tests.house.places import ROOT
from ui.controls.icons import UNKNOWN, IconProvider

ICONS = ROOT / "resources" / "icons"


def drawn(name: str) -> QImage:
    return IconProvider(ICONS).requestImage(f"{name}/0F1B2D", QSize(), QSize(48, 48))


def test_an_icon_has_its_own_picture(qapp: object) -> None:
    assert drawn("droplet") != drawn(UNKNOWN)


@pytest.mark.parametrize("name", ["", "..", "no-such", "a\0b", "д" * 5_000, "%2e%2e%2fkey"])
def test_any_other_name_is_drawn_as_the_plain_one(qapp: object, name: str, caplog: pytest.LogCaptureFixture) -> None:
    assert drawn(name) == drawn(UNKNOWN)
    assert len(caplog.text) < 400
