"""An appeal filed by taps while the company's plug is pulled, and what the screen says as the company comes back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.devices.qt_camera import camera
from tests.sync.company_server import CompanyServer
from tests.sync.machine import Machine
from tests.ui.appeals.facts import ZONE
from tests.ui.appeals.lobby import VIDEO, VIDEO_WORDS, Tray
from tests.ui.appeals.writing import put_text
from tests.ui.stage import Stage
from tests.ui.taps import find, seen, tap, texts, wait
from ui.appeals.appeals_view_model import AppealsViewModel
from ui.appeals.new_appeal_view_model import NewAppealViewModel
from ui.controls.jobs import Jobs, Relay
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.resident import Resident

TEXT = "Во втором подъезде третий день не горит свет"


class Screen:
    """A resident with their account chosen, at a kiosk with a real engine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.jobs = Jobs()
        self.relay = Relay(machine.connection)
        self.resident = Resident()
        self.resident.put(machine.at_account())
        self.printing = PrintingViewModel(printer=Tray(), jobs=self.jobs, resident=self.resident)
        self.form = NewAppealViewModel(
            store=machine.store,
            company=machine.client,
            camera=camera(str(VIDEO)),
            jobs=self.jobs,
            relay=self.relay,
            resident=self.resident,
            printing=self.printing,
            clock=machine.client.now,
            zone=lambda: ZONE,
            beat=20,
        )
        self.list = AppealsViewModel(
            store=machine.store,
            company=machine.client,
            connection=machine.connection,
            jobs=self.jobs,
            relay=self.relay,
            resident=self.resident,
            printing=self.printing,
            clock=machine.client.now,
            zone=lambda: ZONE,
        )
        self.stages: list[Stage] = []

    def show(self, flow: str) -> Stage:
        stage = Stage(f"appeals/{flow}.qml", self.form if flow == "NewAppealFlow" else self.list)
        self.stages.append(stage)
        return stage

    def close(self) -> None:
        for stage in self.stages:
            stage.close()
        self.jobs.stop()


@pytest.fixture
def screen(qapp: object, server: CompanyServer, tmp_path: Path) -> Iterator[Screen]:
    machine = Machine(tmp_path / "kiosk", server.enrolled("1"))
    screen = Screen(machine)
    yield screen
    screen.close()
    machine.switch_off()


@pytest.mark.qt_log_ignore(*VIDEO_WORDS)
def test_filed_without_the_company_it_gets_its_number_when_the_company_is_back(
    screen: Screen, server: CompanyServer
) -> None:
    server.kill()
    window = screen.show("NewAppealFlow").window
    leaf = screen.machine.leaf()
    if leaf.parent_id is not None:
        tap(window, f"type:{leaf.parent_id}")
    tap(window, f"type:{leaf.id}")
    put_text(window, TEXT)
    tap(window, "typingAction")
    wait(lambda: screen.form.booth.stage == "live")
    for name in ("shoot", "keep", "next", "skip", "send"):
        tap(window, name)
    find(window, "done")
    assert "Принято. Ожидает отправки" in texts(window) and not seen(window, "number")

    server.start()
    number = str(find(window, "number").property("text")).removeprefix("№ ")
    assert re.fullmatch(r"\d+", number) and "Ожидает отправки" not in texts(window)

    window = screen.show("AppealsFlow").window
    wait(lambda: texts(window).count(f"№ {number}\n") == 1)
    assert texts(window).count("не горит свет") == 1
    server.command("move", number, "in_work")
    wait(lambda: state(screen, number) == "В работе")
    row = next(row for row in screen.list.rows.rows if row.number.endswith(number))  # type: ignore[attr-defined]
    tap(window, f"appeal:{row.appealId}")
    wait(lambda: find(window, "picture:0").property("ready") is True)
    assert TEXT in texts(window)


def state(screen: Screen, number: str) -> str:
    rows = screen.list.rows.rows  # type: ignore[attr-defined]
    return next((str(row.status) for row in rows if row.number.endswith(number)), "")
