"""A disk with a cache of its own: what a program wrote, by strace, and what may be left of it when the power goes.

What was written to a file since its last fsync may be there or not, each 512 bytes of it by itself, in any order; names
in a folder may be as they were at any time since the folder's last fsync.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from random import Random

SECTOR = 512
AT_END = -1
CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2"
_CALL = re.compile(r"^(\w+)\((.*)\) += (\d+)(?:<((?:\\x..)*)>)?$", re.MULTILINE)
_STRINGS = re.compile(r'(?:["<])((?:\\x[0-9a-f]{2})*)(?:[">])')


@dataclass(frozen=True, slots=True)
class Event:
    """One successful call. `what`: create, write, size, sync, gone, renamed, said; `data`: what was written or said."""

    what: str
    path: str = ""
    data: bytes = field(default=b"", repr=False)
    at: int = 0
    other: str = ""


def recorded(command: Sequence[str], cwd: Path, log: Path, directory: Path) -> list[Event]:
    """Run a program under strace: what it did below `directory`, and what it said, in order."""
    options = ["-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(log)]
    subprocess.run(["strace", *options, *command], cwd=cwd, check=True, stdout=subprocess.PIPE)
    return [event for event in _events(log.read_text("ascii")) if event.what == "said" or _is_in(event.path, directory)]


def may_trace() -> bool:
    """Whether strace is here and may do its work."""
    return shutil.which("strace") is not None and _succeeds(["strace", "-o", "/dev/null", "true"])


def _succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, check=False).returncode == 0


def _is_in(path: str, directory: Path) -> bool:
    """Files in it and itself; shared memory is no file that outlives the machine."""
    return (path == str(directory) or PurePath(path).parent == directory) and not path.endswith("-shm")


def _events(log: str) -> Iterator[Event]:
    for call, arguments, result, _ in _CALL.findall(log):
        strings = [bytes.fromhex(text.replace("\\x", "")) for text in _STRINGS.findall(arguments)]
        if call in ("pwrite64", "write"):
            yield _write(call, arguments, strings, int(result))
        elif call != "openat" or "O_CREAT" in arguments:
            yield _change(call, arguments, [name.decode() for name in strings])


def _write(call: str, arguments: str, strings: list[bytes], size: int) -> Event:
    if call == "write" and arguments.startswith("1<"):
        return Event("said", data=strings[1])
    at = int(arguments.rpartition(", ")[2]) if call == "pwrite64" else AT_END
    return Event("write", strings[0].decode(), strings[1][:size], at)


def _change(call: str, arguments: str, names: list[str]) -> Event:
    match call:
        case "openat":
            return Event("create", names[-1], at="O_TRUNC" in arguments)
        case "ftruncate":
            return Event("size", names[0], at=int(arguments.rpartition(", ")[2]))
        case "fsync" | "fdatasync":
            return Event("sync", names[0])
        case "unlink" | "unlinkat":
            return Event("gone", names[-1])
        case _:
            return Event("renamed", names[0], other=names[-1])


class Disk:
    """Feed it events; `left` is what one power cut leaves, by dice."""

    def __init__(self, folder: Path | None = None) -> None:
        """With what a folder holds, all of it written long ago."""
        files = sorted(folder.iterdir()) if folder is not None and folder.exists() else []
        self._names = {str(path): number for number, path in enumerate(files)}
        self._kept_names = dict(self._names)
        self._renames: list[dict[str, int]] = []
        self._files = [bytearray(path.read_bytes()) for path in files]
        self._kept = [bytearray(content) for content in self._files]
        self._unsure: list[list[Event]] = [[] for _ in files]

    def feed(self, event: Event) -> None:
        match event.what:
            case "create":
                self._create(event)
            case "write" | "size":
                self._write(event)
            case "sync":
                self._sync(event.path)
            case "gone":
                self._names.pop(event.path, None)
                self._renames.append(dict(self._names))
            case "renamed":
                self._names[event.other] = self._names.pop(event.path)
                self._renames.append(dict(self._names))

    def left(self, dice: Random, folder: Path) -> None:
        """Write an image of what may be there after a power cut now."""
        names = dice.choice([self._kept_names, *self._renames])
        for name, number in names.items():
            content = bytearray(self._kept[number])
            share = dice.choice((0.0, 0.1, 0.5, 0.9, 1.0))
            for event in self._unsure[number]:
                for piece in _sectors(event):
                    if dice.random() < share:
                        _do(content, piece)
            (folder / PurePath(name).name).write_bytes(content)

    def _create(self, event: Event) -> None:
        if event.path not in self._names:
            self._names[event.path] = len(self._files)
            for every in (self._files, self._kept):
                every.append(bytearray())
            self._unsure.append([])
            self._renames.append(dict(self._names))
        elif event.at:
            self._write(Event("size", event.path))

    def _write(self, event: Event) -> None:
        number = self._names[event.path]
        if event.at == AT_END:
            event = Event("write", event.path, event.data, len(self._files[number]))
        _do(self._files[number], event)
        self._unsure[number].append(event)

    def _sync(self, path: str) -> None:
        if path in self._names:
            number = self._names[path]
            self._kept[number] = bytearray(self._files[number])
            self._unsure[number].clear()
        else:
            self._kept_names = dict(self._names)
            self._renames.clear()


def _sectors(event: Event) -> Iterator[Event]:
    """A write in the pieces that a disk writes whole."""
    if event.what == "size":
        yield event
        return
    at = 0
    while at < len(event.data):
        size = SECTOR - (event.at + at) % SECTOR
        yield Event("write", event.path, event.data[at : at + size], event.at + at)
        at += size


def _do(content: bytearray, event: Event) -> None:
    if event.what == "size":
        del content[event.at :]
        content.extend(bytes(event.at - len(content)))
        return
    content.extend(bytes(max(0, event.at - len(content))))
    content[event.at : event.at + len(event.data)] = event.data
