"""Prints the Debian packages that Qt's libraries, printing and the tests need and this machine lacks, one a line."""

import platform
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

PROGRAMS = {
    "cupsd": "cups",
    "gs": "ghostscript",
    "ipptool": "cups-ipp-utils",
    "lp": "cups-client",
    "make": "make",
    "pdftotext": "poppler-utils",
    "strace": "strace",
}
FILES = {"usr/lib/cups/backend/cups-pdf": "printer-driver-cups-pdf", "usr/lib/postgresql/*/bin/pg_ctl": "postgresql"}
"""Patterns under the root."""

QT_LIBRARIES = (
    *("Core", "Gui", "Qml", "Quick", "QuickControls2", "QuickTemplates2", "QuickShapes", "Svg", "Network", "DBus"),
    *("Multimedia", "MultimediaQuick", "Pdf", "XcbQpa", "WaylandClient"),
)
QT_PLUGINS = ("platforms/libq[owx]*", "multimedia/*", "imageformats/*", "xcbglintegrations/*", "wayland-*/*")

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}


def main() -> int:
    """Print the packages; a library that the table does not know is printed by its own name and told about."""
    if platform.system() != "Linux":
        return 0
    sonames = missing_libraries()
    for soname in sorted(sonames - PACKAGES.keys()):
        print(f"system: {soname} is missing, and its package is not known here", file=sys.stderr)
    packages = {PACKAGES[soname] for soname in sonames & PACKAGES.keys()}
    packages |= {package for program, package in PROGRAMS.items() if not has_program(program)}
    packages |= {package for path, package in FILES.items() if not any(Path("/").glob(path))}
    for package in sorted(packages):
        print(package)
    return 0


def missing_libraries() -> set[str]:
    """Sonames that the dynamic loader does not find for the parts of Qt that the product loads."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise SystemExit("system: PySide6 is not installed yet")
    qt = Path(spec.origin).parent / "Qt"
    objects = [qt / "lib" / f"libQt6{name}.so.6" for name in QT_LIBRARIES]
    objects += [path for pattern in QT_PLUGINS for path in qt.glob(f"plugins/{pattern}.so")]
    done = subprocess.run(["ldd", *map(str, objects)], capture_output=True, text=True, check=False)
    return set(re.findall(r"^\s*(\S+) => not found", done.stdout, re.MULTILINE))


def has_program(name: str) -> bool:
    """Whether a program is installed; administrators' folders count even where PATH leaves them out."""
    return any(shutil.which(name, path=path) for path in (None, "/usr/sbin:/sbin"))


if __name__ == "__main__":
    sys.exit(main())
