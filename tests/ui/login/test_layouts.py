"""The login pages hold on every screen, in ordinary and in large words."""

import pytest

from tests.ui.counter import Counter
from tests.ui.login.visitor import Visitor
from tests.ui.reach import unreachable
from tests.ui.stage import LAYOUTS
from tests.ui.taps import seen, wait


@pytest.mark.parametrize("large", [False, True], ids=["ordinary", "large"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_everything_can_be_tapped(counter: Counter, name: str, large: bool) -> None:
    layout = LAYOUTS[name]
    counter.start()
    visitor = Visitor(counter, layout, large=large)
    try:
        wait(lambda: visitor.model.textsKnown, "the texts of the consents")
        visitor.tap("read:agreement")
        assert unreachable(visitor.window, layout) == []
        visitor.tap("accept")
        assert unreachable(visitor.window, layout) == []
        visitor.dial("9281234567")
        visitor.tap("consent:personal_data")
        visitor.tap("proceed")
        wait(lambda: seen(visitor.window, "code") is not None, "the code page")
        assert unreachable(visitor.window, layout) == []
        visitor.dial(visitor.code)
        visitor.waits_until_admitted()
    finally:
        visitor.stage.close()
