"""Memory that was freed goes back to the system."""

import psutil

from kiosk import memory


def resident() -> int:
    return int(psutil.Process().memory_info().rss)


def test_what_was_freed_between_what_is_kept_goes_back_to_the_system() -> None:
    pieces = [bytes(20_000) for _ in range(3_000)]
    kept = pieces[::10]
    del pieces
    before = resident()
    assert memory.give_back()
    assert before - resident() > 20_000_000
    assert len(kept) == 300
