"""QML lint against the Python types: a view model's member renamed in Python and not in QML is a fault here.

Qt's tools read C++; this builds what they need from the Python sources into a copy of the QML tree, and lints the copy.
"""

import argparse
import ast
import json
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import PySide6

BESIDE = Path(sys.executable).parent
METATYPES = Path(PySide6.__file__).parent / "Qt" / "metatypes"
QT_MODULES = ("core", "gui", "qml", "qmlmodels", "quick")
LEVELS = ("--unused-imports", "warning")
VERSION = ("--major-version", "1", "--minor-version", "0")
CPP = {"float": "double", "list": "QVariantList", "dict": "QVariantMap", "object": "QVariant", "QObject": "QObject*"}
"""Python's words for types that the dump passes on and lint would not know."""

Json = dict[str, Any]


class Fault(Exception):
    """A sentence for the programmer: the tree breaks a rule that lint depends on."""


@dataclass(frozen=True, slots=True)
class Module:
    """One QML module: its URI, its folder in the built tree, and the classes that Python gives it."""

    uri: str
    folder: Path
    classes: list[Json] = field(default_factory=list)


def main() -> int:
    """Lint every QML file below ROOT/ui; 0 when there is nothing to say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).parent.parent, help="the project")
    parser.add_argument("--room", default="ui", help="the package that holds QML")
    root, room = (options := parser.parse_args()).root.resolve(), options.room
    started = time.monotonic()
    try:
        files, status = lint(root, room)
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"qml lint: {files} files, {time.monotonic() - started:.1f} s, {'clean' if status == 0 else 'faults above'}")
    return status


def lint(root: Path, room: str) -> tuple[int, int]:
    """Build the tree of QML and types, lint it; the number of QML files and qmllint's status."""
    built = root / "build" / "qml"
    copy_qml(root, room, built)
    modules = collect(root, room, built)
    write_types(modules, built, imports(root, room))
    pages = sorted((built / room).rglob("*.qml"))
    if not pages:
        return 0, 0
    command = [BESIDE / "pyside6-qmllint", "-I", built, "--max-warnings", "0", *LEVELS, *pages]
    # The current directory is an import path of qmllint too: in the project it would find modules without types.
    done = subprocess.run(list(map(str, command)), cwd=built, capture_output=True, text=True, check=False)
    print((done.stdout + done.stderr).replace(f"{built}/", ""), end="", file=sys.stderr)
    return len(pages), done.returncode


def copy_qml(root: Path, room: str, built: Path) -> None:
    """A fresh copy of every QML, JavaScript and qmldir file, so that generated types never lie beside the sources."""
    shutil.rmtree(built, ignore_errors=True)
    for source in sorted((root / room).rglob("*")):
        if source.suffix in {".qml", ".js"} or source.name == "qmldir":
            target = built / source.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for folder in sorted({page.parent for page in built.rglob("*.qml")}):
        check_list(folder, str(folder.relative_to(built)))


def check_list(folder: Path, name: str) -> None:
    """A module's qmldir names every QML file of its folder, and no other."""
    qmldir = folder / "qmldir"
    if not qmldir.is_file():
        raise Fault(f"{name}: has QML files and no qmldir")
    listed = {word for line in qmldir.read_text("utf-8").splitlines() for word in line.split() if word.endswith(".qml")}
    present = {page.name for page in folder.glob("*.qml")}
    if listed != present:
        missing, unlisted = sorted(listed - present) or "none", sorted(present - listed) or "none"
        raise Fault(f"{name}/qmldir: names files that are not there: {missing}; leaves out: {unlisted}")


def collect(root: Path, room: str, built: Path) -> dict[str, Module]:
    """Every QML module: those with a qmldir, and those that Python classes name."""
    modules: dict[str, Module] = {}
    for qmldir in sorted(built.rglob("qmldir")):
        uri = ".".join(qmldir.parent.relative_to(built).parts)
        if f"module {uri}" not in qmldir.read_text(encoding="utf-8").splitlines():
            raise Fault(f"{qmldir.relative_to(built)}: must say `module {uri}`, as its folder is named")
        modules[uri] = Module(uri, qmldir.parent)
    for dumped in dump(root, room):
        source = Path(dumped["inputFile"])
        uri = ".".join(source.parent.relative_to(root).parts)
        if dumped.get("QML_IMPORT_NAME", uri) != uri:
            raise Fault(f"{source.relative_to(root)}: QML_IMPORT_NAME is not {uri}, the folder says otherwise")
        if uri not in modules:
            raise Fault(f"{source.relative_to(root)}: its folder has no qmldir")
        mark_constants(dumped, source)
        modules[uri].classes.append(dumped)
    return modules


def dump(root: Path, room: str) -> list[Json]:
    """What pyside6-metaobjectdump reads from the sources; listed twice, so that bases are known wherever they stand.

    Its words about decorators that it does not know are of no interest.
    """
    sources = [path for path in sorted((root / room).rglob("*.py")) if "PySide6" in path.read_text("utf-8")]
    if not sources:
        return []
    command = [BESIDE / "pyside6-metaobjectdump", "--quiet", *sources, *sources]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Fault(f"pyside6-metaobjectdump: {done.stderr}")
    dumped: list[Json] = json.loads(done.stdout)
    return name_types(dumped[len(dumped) // 2 :])


def mark_constants(dumped: Json, source: Path) -> None:
    """Say which properties are constant: the dump leaves it out, and lint then takes them for stale."""
    constants = {
        (kind.name, getattr(part, "name", None))
        for kind in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(kind, ast.ClassDef)
        for part in kind.body
        if isinstance(part, ast.FunctionDef) and any(is_constant(mark) for mark in part.decorator_list)
    }
    for kind in dumped["classes"]:
        for entry in kind.get("properties", ()):
            if (kind["className"], entry["name"]) in constants:
                entry["constant"] = True


def name_types(files: list[Json]) -> list[Json]:
    """The dump with types as C++ says them: containers, and our own QObject classes as pointers."""
    ours = {kind["className"] for dumped in files for kind in dumped["classes"] if kind["object"]}
    words = CPP | {name: f"{name}*" for name in ours}
    for dumped in files:
        for kind in dumped["classes"]:
            calls = [*kind.get("signals", ()), *kind.get("slots", ())]
            for entry in [*kind.get("properties", ()), *(argument for call in calls for argument in call["arguments"])]:
                entry["type"] = words.get(entry["type"], entry["type"])
            for call in calls:
                call["returnType"] = words.get(call["returnType"], call["returnType"])
    return files


def is_constant(mark: ast.expr) -> bool:
    """Whether a decorator is `@Property(..., constant=True)`."""
    return isinstance(mark, ast.Call) and any(word.arg == "constant" for word in mark.keywords)


def imports(root: Path, room: str) -> dict[str, set[str]]:
    """Which QML modules each folder's Python files take classes from."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sorted((root / room).rglob("*.py")):
        uri = ".".join(source.parent.relative_to(root).parts)
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{room}."):
                found[uri].add(node.module.rpartition(".")[0])
    return found


def write_types(modules: dict[str, Module], built: Path, needed: dict[str, set[str]]) -> None:
    """One .qmltypes a module that has Python classes, named in the copied qmldir."""
    typed = {uri: module for uri, module in modules.items() if module.classes}
    for uri, module in typed.items():
        (built / f"{uri}.json").write_text(json.dumps(module.classes), encoding="utf-8")
    for uri, module in typed.items():
        foreign = [METATYPES / f"qt6{name}_metatypes.json" for name in QT_MODULES]
        foreign += [built / f"{other}.json" for other in typed if other != uri]
        register(module, built / f"{uri}.json", foreign)
        lines = ["", f"typeinfo {uri}.qmltypes", "depends QtQuick auto"]
        lines += [f"depends {other} auto" for other in sorted(needed[uri] & modules.keys() - {uri})]
        with (module.folder / "qmldir").open("a", encoding="utf-8") as qmldir:
            qmldir.write("\n".join(lines) + "\n")


def register(module: Module, dumped: Path, foreign: list[Path]) -> None:
    """Have Qt's registrar write the module's .qmltypes; a word of complaint is a fault."""
    command = [
        BESIDE / "pyside6-qmltyperegistrar",
        *("--import-name", module.uri, *VERSION),
        *("--generate-qmltypes", module.folder / f"{module.uri}.qmltypes"),
        *("--foreign-types", ",".join(map(str, foreign))),
        *("-o", dumped.with_suffix(".cpp"), dumped),
    ]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        raise Fault(f"pyside6-qmltyperegistrar, {module.uri}: {done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
