"""What must never be committed: addresses of package registries, paths of one machine, private keys, large files."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LARGEST = 2 * 1024 * 1024
"""Bytes a committed file may have."""

# Written in pieces, so that this file is not its own finding.
FAULTS = {
    "address of a package registry": re.compile(
        "|".join(
            (
                r"pypi\." + r"(org|python\.org)",
                r"pythonhosted\." + "org",
                r"registry\." + r"(npmjs|yarnpkg)",
                r"--(extra-)?" + r"index-url",
                r"--find-" + "links",
                r"https?://[^\s\"')]*/" + r"simple\b",
            )
        )
    ),
    "path of one machine": re.compile(r"(?<![\w.~])/(" + r"work/|root/|home/[\w<]|Users/[\w<])"),
    "private key": re.compile("BEGIN [A-Z ]*PRIVATE" + " KEY"),
}


def main() -> int:
    """0 when nothing is found in the files that git knows."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "ls-files", "-z"], capture_output=True, check=True
    )
    files = [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]
    faults = [fault for path in files for fault in look_at(path)]
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"tidy: {len(files)} files, {len(faults) or 'no'} faults")
    return bool(faults)


def look_at(path: Path) -> list[str]:
    """What is wrong with one file."""
    name = path.relative_to(ROOT)
    content = path.read_bytes()
    if len(content) > LARGEST:
        return [f"{name}: {len(content)} bytes, more than {LARGEST}"]
    if b"\0" in content:
        return []
    lines = content.decode("utf-8", errors="replace").splitlines()
    return [
        f"{name}:{number}: {fault}"
        for number, line in enumerate(lines, 1)
        for fault, pattern in FAULTS.items()
        if pattern.search(line)
    ]


if __name__ == "__main__":
    sys.exit(main())
