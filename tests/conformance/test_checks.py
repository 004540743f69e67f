"""The reference server keeps every clause; a server with one fault is found out by the check that is there for it."""

from pathlib import Path

import pytest

from sync.conformance.checks import CHECKS
from sync.conformance.verdicts import Verdict
from tests.conformance.faults import FAULTS
from tests.conformance.tried import Tried
from tests.databases import Databases


def test_the_reference_server_passes_every_check(every_database: Databases, tmp_path: Path) -> None:
    with Tried(every_database, tmp_path) as server:
        found = server.results()
    assert {name: result.reason for name, result in found.items() if result.verdict is not Verdict.PASS} == {}
    assert len(found) == len(CHECKS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_found_by_the_check_that_names_it(
    name: str, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = FAULTS[name]
    fault.plant(monkeypatch)
    before = ("health", "links.fields") if fault.found_by.startswith("every.") else ()
    with Tried(databases, tmp_path, fault.wrapped, fault.settings) as server:
        found = server.results(*before, fault.found_by)
    result = found[fault.found_by]
    assert result.verdict is Verdict.FAIL, result.reason
    assert result.reason


def test_checks_have_names_of_their_own_and_say_what_they_prove() -> None:
    names = [check.name for check in CHECKS]
    assert len(names) == len(set(names))
    assert all(check.sentence.endswith(".") for check in CHECKS)
