"""A machine enrolled a second time, perhaps with another company: what the first was told stays between those two."""

from dataclasses import replace

from kiosk.outbox import State
from sync.client import Client
from sync.push import Push
from tests.sync import faulty as faults
from tests.sync.faulty import faulty
from tests.sync.turner import Turner, device, turner

__all__ = ["device", "turner"]


def test_what_an_earlier_device_was_asked_is_not_told_to_the_company_of_the_next(turner: Turner) -> None:
    op_id = turner.machine.file(turner.session, photos=1)
    with faulty(faults.NOTHING) as another:
        enrolled = replace(turner.machine.device, device_id="next", server=another.url)
        Push(turner.store, Client(enrolled), lambda: 1000.0, lambda: 0.5, lambda: None, lambda: None).round()
        assert another.requests == []
    assert turner.state(op_id) is State.STUCK
