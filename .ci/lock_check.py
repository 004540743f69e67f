"""Is requirements.lock in step with pyproject.toml? Looked up in the installed packages, so without the network."""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+?)(?: ; (?P<marker>.+?))?(?: \\)?$")
HASH = re.compile(r"^ {4}--hash=sha256:[0-9a-f]{64}(?: \\)?$")


def main() -> int:
    """0 when every requirement is locked, nothing else is, and every line is a pin or a hash."""
    root = Path(__file__).parent.parent
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    text = (root / "requirements.lock").read_text("utf-8")
    faults = [*strange_lines(text), *out_of_step([Requirement(line) for line in asked], pins(text))]
    for fault in faults:
        print(f"requirements.lock: {fault}", file=sys.stderr)
    print(f"lock: {len(pins(text))} packages, {'in step' if not faults else 'run `make lock`'}")
    return bool(faults)


def strange_lines(text: str) -> list[str]:
    """Lines that are neither a pin nor a hash (an address, an option), and pins without a hash."""
    lines = text.splitlines()
    strange = [f"what is {line!r}?" for line in lines if not PIN.match(line) and not HASH.match(line)]
    followed = zip(lines, [*lines[1:], ""], strict=True)
    return strange + [f"{line} has no hash" for line, after in followed if PIN.match(line) and not HASH.match(after)]


def pins(text: str) -> dict[str, Requirement]:
    """What is locked, by canonical name."""
    found = [match for line in text.splitlines() if (match := PIN.match(line))]
    marked = [(f"{pin['name']}=={pin['version']}", pin["marker"]) for pin in found]
    read = [Requirement(f"{pin} ; {marker}" if marker else pin) for pin, marker in marked]
    return {canonicalize_name(requirement.name): requirement for requirement in read}


def out_of_step(asked: list[Requirement], locked: dict[str, Requirement]) -> list[str]:
    """What is asked for and not locked so, all the way down, and what is locked and not asked for."""
    faults: list[str] = []
    seen: set[tuple[str, str]] = set()
    queue = [(requirement, "") for requirement in asked]
    while queue:
        requirement, extra = queue.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if not fits(requirement, locked.get(name)):
            faults.append(f"{requirement} is asked for, {locked.get(name, 'nothing')} is locked")
            continue
        new = {(name, extra) for extra in ("", *requirement.extras)} - seen
        seen |= new
        queue += [(needed, extra) for _, extra in new for needed in needs(name)]
    here = {name for name, pin in locked.items() if pin.marker is None or pin.marker.evaluate()}
    return faults + [f"{name} is locked, and nothing asks for it" for name in sorted(here - {name for name, _ in seen})]


def fits(requirement: Requirement, pin: Requirement | None) -> bool:
    """Whether a pin satisfies a requirement."""
    return pin is not None and Version(str(pin.specifier).removeprefix("==")) in requirement.specifier


def needs(name: str) -> list[Requirement]:
    """What an installed package requires."""
    try:
        return [Requirement(line) for line in requires(name) or ()]
    except PackageNotFoundError:
        return []


if __name__ == "__main__":
    sys.exit(main())
