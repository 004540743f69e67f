"""`make tour`: a company, a printer and a camera of its own; the errand in both orientations; build/tour."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from kiosk.demo import Demonstration
from tests.cups import Cups, start_cups
from tests.tour.figures import Report, Walked, broken, report

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "tour"
SCREENS = {"portrait": "1080x1920", "landscape": "1920x1080"}
"""Pixels of a 21.5″ panel."""
PATIENCE = 600
"""Seconds one orientation may take."""


def walk(orientation: str, resolution: str, cups: Cups) -> Walked:
    """One resident in one orientation, with a town of its own so that both begin alike."""
    work = OUT / orientation
    work.mkdir()
    with Demonstration(work / "town") as town:
        kiosk = {"KIOSK_RESOLUTION": resolution, "KIOSK_PRINTER": cups.queue}
        places = (town.directory, cups.output_directory, work)
        command = [sys.executable, "-m", "tests.tour.walk", orientation, *map(str, places)]
        environment = os.environ | town.environment | kiosk | cups.environment()
        done = subprocess.run(command, cwd=ROOT, env=environment, timeout=PATIENCE, check=False)
    if done.returncode != 0:
        return broken(f"the walk in {orientation} ended with {done.returncode}")
    walked: Walked = json.loads((work / "figures.json").read_text(encoding="utf-8"))
    return walked


def gather(orientation: str) -> None:
    """All pictures in one folder: NN-screen.png, and NN-screen-landscape.png beside it."""
    suffix = "" if orientation == "portrait" else f"-{orientation}"
    for picture in sorted((OUT / orientation).glob("*.png")):
        shutil.move(picture, OUT / f"{picture.stem}{suffix}.png")
    for document in (OUT / orientation).glob("*.pdf"):
        shutil.move(document, OUT / document.name)
    shutil.rmtree(OUT / orientation)


def say(told: Report) -> None:
    """The figures in a few lines."""
    memory = told["pss_mb"]
    print(
        f"first frame {told['first_frame_ms']:.0f} ms · tap to frame, 95th percentile {told['tap_to_frame_p95_ms']} ms"
    )
    print(f"memory {memory['board']} MB on the board, {memory['end']} MB at the end · appeal {told['appeal_number']}")
    for fault in told["faults"]:
        print(f"fault: {fault}", file=sys.stderr)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}: {'ok' if told['ok'] else 'NOT ok'}")


def main() -> int:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    cups = start_cups(OUT / "printed")
    try:
        walks = [walk(orientation, resolution, cups) for orientation, resolution in SCREENS.items()]
    finally:
        cups.stop()
    for orientation in SCREENS:
        gather(orientation)
    shutil.rmtree(OUT / "printed")
    told = report(walks)
    (OUT / "tour.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    say(told)
    return 0 if told["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
