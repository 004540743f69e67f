"""What the shell has on every page: the dispatcher, the modes, the keyboard's place, and an orderly end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.sync.company import Company
from tests.sync.conditions import until
from tests.ui.lobby.conftest import device_of
from tests.ui.lobby.kiosk import Kiosk
from tests.ui.stage import ROOT
from tests.ui.taps import find, wait
from tests.ui.wire import Wire


def test_the_dispatcher_is_a_tap_away_with_what_to_say(kiosk: Kiosk) -> None:
    kiosk.tap("dispatcher")
    for words in ("Аварийно-диспетчерская служба", "8 (800) 765-43-21", "Пожар, запах газа, угроза жизни — 112."):
        kiosk.waits_for(words)
    kiosk.tap("closeDispatcher")
    kiosk.waits_until_gone("Аварийно-диспетчерская служба")


def test_large_text_grows_and_contrast_turns_the_page_dark(kiosk: Kiosk) -> None:
    usual = find(kiosk.window, "login").height(), kiosk.window.color().lightness()
    size = find(kiosk.window, "dispatcher").property("font").pixelSize()
    kiosk.tap("modes", "large", "contrast")
    assert kiosk.reads.count("включён") >= 2
    kiosk.tap("closeModes")
    assert find(kiosk.window, "dispatcher").property("font").pixelSize() > size
    assert kiosk.window.color().lightness() == 0 < usual[1]
    kiosk.tap("modes", "large", "contrast", "closeModes")
    assert find(kiosk.window, "dispatcher").property("font").pixelSize() == size
    assert (find(kiosk.window, "login").height(), kiosk.window.color().lightness()) == usual


def test_the_keyboard_comes_with_a_field_and_makes_room_when_it_goes(cabinet: Kiosk) -> None:
    assert not cabinet.sees("keyboard")
    cabinet.tap("switch", "addByLogin", "loginInput")
    keyboard, page = find(cabinet.window, "keyboard"), find(cabinet.window, "pages")
    wait(lambda: keyboard.height() > 0, "the keyboard")
    short = page.height()
    cabinet.tap("hideKeyboard")
    wait(lambda: not cabinet.sees("keyboard"), "the keyboard to go")
    assert page.height() > short


def test_the_way_out_is_there_only_for_who_is_in(kiosk: Kiosk) -> None:
    assert not kiosk.sees("leave")
    kiosk.at_cabinet()
    assert kiosk.sees("leave")


def test_sigterm_ends_the_program_with_0(tmp_path: Path, company: Company, line: Wire) -> None:
    kiosk = Kiosk(tmp_path / "kiosk", device_of(company, line.url), str)
    settings = {"SERVER": line.url, "DATA": str(kiosk.directory), "CAMERA": "none"}
    environment = os.environ | {f"KIOSK_{name}": value for name, value in settings.items()}
    key = kiosk.settings.key.removeprefix("file:")
    command = [sys.executable, "-m", "kiosk", "--key-file", key, "run", "--window"]
    with (tmp_path / "said").open("w+") as said:
        running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=said)
        until(lambda: line.requests > 0 or running.poll() is not None, "the kiosk to speak with its company")
        running.send_signal(signal.SIGTERM)
        code = running.wait(20)
        said.seek(0)
        assert (code, "Traceback" in (words := said.read()), "Error" in words) == (0, False, False), words
