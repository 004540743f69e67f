"""The accounts' pages hold on every screen, in ordinary and in large words."""

import pytest

from tests.ui.accounts.guest import Guest
from tests.ui.reach import unreachable
from tests.ui.stage import LAYOUTS


@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_everything_can_be_tapped(guest: Guest, name: str, large: bool) -> None:
    layout = LAYOUTS[name]
    guest.logs_in("+79001112233")
    guest.opens(layout, large=large)
    guest.rests()
    assert unreachable(guest.stage.window, layout) == []
    guest.tap("addByLogin")
    assert unreachable(guest.stage.window, layout) == []
    guest.tap("back")
    guest.tap("addByAddress")
    guest.types("10120")
    guest.tap("typingAction")
    guest.types("100 1")
    assert unreachable(guest.stage.window, layout) == []
    guest.tap("suggestion:0")
    guest.types("19")
    guest.tap("typingAction")
    guest.waits_for("На проверке")
    assert unreachable(guest.stage.window, layout) == []
    guest.tap("refresh")
    guest.rests()
