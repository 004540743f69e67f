"""The reference server under requests made from its own OpenAPI document: answers as documented, and never a fault."""

from collections import Counter as Tally
from collections.abc import Iterator
from typing import Any

import hypothesis.strategies as st
import pytest
import schemathesis
from hypothesis import HealthCheck, seed, settings
from schemathesis.config import SchemathesisConfig

from sync import contract
from sync.server.openapi import document
from tests.databases import Databases
from tests.faults.conftest import Tell
from tests.faults.openapi.counter import PICTURE, Counter
from tests.faults.openapi.help import help_along
from tests.faults.scale import SEED, either
from tests.sync.company import Site

EXAMPLES = either(20, 150)
"""An operation of the document, apart from those that schemathesis makes of every limit in it."""
_REFUSED = ["400", "401", "403", "404", "405", "409", "410", "413", "422", "426", "429"]
CHECKS = {
    # A rule may refuse what is well formed; that every door opens to what is right, the last test here sees.
    "positive_data_acceptance": {"expected-statuses": ["2xx", *_REFUSED]},
    "negative_data_rejection": {"expected-statuses": _REFUSED},
    "missing_required_header": {"expected-statuses": _REFUSED},
}


def narrowed() -> dict[str, Any]:
    """The document, but every kiosk keeps one version: any other is refused before anything else is looked at."""
    made = document()
    for door in (door for doors in made["paths"].values() for door in doors.values()):
        for parameter in door["parameters"]:
            if parameter["name"] == contract.VERSION_HEADER:
                parameter["schema"] = {"type": "string", "enum": [contract.VERSION]}
    return made


schemathesis.openapi.media_type("image/jpeg", st.just(PICTURE) | st.binary())
SCHEMA = schemathesis.openapi.from_dict(narrowed(), config=SchemathesisConfig.from_dict({"checks": CHECKS}))
LABELS = {f"{method.upper()} {path}" for path, doors in document()["paths"].items() for method in doors}
HEARD: Tally[tuple[str, int]] = Tally()


@pytest.fixture(scope="module")
def counter(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with Site(tmp_path_factory.mktemp("site")) as site:
        standing = Counter(site, databases, tmp_path_factory.mktemp("counter"))
        yield standing
        standing.close()


@SCHEMA.parametrize()
@seed(SEED)
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_of_the_documents(case: schemathesis.Case[Any], counter: Counter) -> None:
    help_along(case, counter)
    if case.path == contract.FEED and case.query:
        case.query.pop("wait", None)  # nobody has news: held to the end, and told nothing
    answer = case.call_and_validate(base_url=counter.company.url, auth=counter)
    HEARD[case.operation.label, answer.status_code] += 1


def test_every_door_was_opened(tell: Tell) -> None:
    for (label, status), times in sorted(HEARD.items()):
        tell(f"{label} {status}: {times}")
    assert {label for label, status in HEARD if status < 300} == LABELS
