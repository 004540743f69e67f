"""How a kiosk is, in words for whoever must see to it: nothing is said of a well one, nothing of any resident."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import health, release
from kiosk.database.glance import Seen
from kiosk.database.queue import Queue, Stuck
from kiosk.database.rows import Recovered, Wiped
from kiosk.health import Health, Said
from kiosk.standing import Standing, for_board, for_installer
from tests.house.places import ROOT

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EMPTY = Queue(waiting=0, oldest_at=None, stuck=())
DEVICE = {"device_id": "d", "building_id": "1", "server": "https://uk.example", "authority": ""}
SEEN = Seen(running=True, device=DEVICE, queue=EMPTY, wiped=None, recovered=None)
SAID = Said(at=NOW, version="0.1.0", contract="1.0", company_contract="1.0", reachable=True, agreed_at=NOW)
WELL = Health(now=NOW, seen=SEEN, said=SAID)
STUCK = Stuck(op_id="op-1", kind="appeal.file", made_at=NOW, trouble="422 op.malformed")
MENDED = Recovered(at=NOW, set_aside="x", operations=3, incomplete=0, rows_lost=0, pages_lost=0, has_identity=True)


def test_of_a_well_kiosk_there_is_nothing_to_say() -> None:
    assert WELL.problems == ()


@pytest.mark.parametrize(
    ("seen", "word"),
    [
        (None, "команда enrol"),
        (replace(SEEN, device=None), "команда enrol"),
        (replace(SEEN, running=False), "не запущена"),
        (
            replace(SEEN, queue=replace(EMPTY, stuck=(STUCK,))),
            "Застряло операций: 1. Когда",
        ),
        (replace(SEEN, queue=replace(EMPTY, waiting=2, oldest_at=NOW - timedelta(hours=2))), "Ждёт отправки: 2"),
        (replace(SEEN, recovered=MENDED), "восстановлено операций: 3, потерь нет"),
        (replace(SEEN, recovered=replace(MENDED, pages_lost=1)), "часть могла пропасть"),
        (replace(SEEN, device=None, wiped=Wiped(at=NOW, device_id="d", lost=2, phones=())), "стёрто: 2 операции"),
    ],
)
def test_what_the_files_show_is_told(seen: Seen | None, word: str) -> None:
    problems = " ".join(replace(WELL, seen=seen).problems)
    assert word in problems.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (replace(SAID, reachable=False, trouble="ConnectTimeout"), "Нет связи с компанией с 23"),
        (replace(SAID, at=NOW - timedelta(hours=1)), "давно ничего не сообщал"),
        (replace(SAID, clock_offset=180), "Часы киоска отстают от часов компании на 3 минуты"),
        (replace(SAID, clock_offset=-365 * 86_400), "спешат относительно часов компании на 365 дней"),
        (replace(SAID, unknown=2), "Сервер компании старше киоска и не знает операций: 2"),
        (replace(SAID, set_aside=4), "Строк, которые киоск не понял: 4"),
        (replace(SAID, images_forbidden=False), "Снимки памяти"),
    ],
)
def test_what_the_kiosk_said_of_itself_is_told(said: Said, word: str) -> None:
    problems = " ".join(replace(WELL, said=said).problems)
    assert word in problems.replace("\N{NO-BREAK SPACE}", " ")


def test_a_wait_that_is_short_is_no_problem() -> None:
    queue = replace(EMPTY, waiting=1, oldest_at=NOW - timedelta(minutes=59))
    assert replace(WELL, seen=replace(SEEN, queue=queue)).problems == ()


@pytest.mark.parametrize("standing", [standing for standing in Standing if standing is not Standing.SERVED])
def test_every_standing_has_words_for_the_lobby_and_for_the_installer(standing: Standing) -> None:
    assert "диспетчеру" in for_board(standing)
    assert "!" not in for_board(standing) + for_installer(standing)
    lost = replace(SAID, reachable=False, standing=standing, trouble="x")
    assert for_installer(standing) in replace(WELL, said=lost).problems
    assert for_board(Standing.SERVED) == for_installer(Standing.SERVED) == ""


def test_what_was_said_is_read_again_and_what_is_no_status_is_none(tmp_path: Path) -> None:
    assert health.read(tmp_path) is None
    health.write(tmp_path, SAID)
    assert health.read(tmp_path) == SAID
    assert (tmp_path / health.FILE).stat().st_mode & 0o077 == 0
    (tmp_path / health.FILE).write_text("{")
    assert health.read(tmp_path) is None


def test_the_programs_version_is_the_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == release.VERSION
