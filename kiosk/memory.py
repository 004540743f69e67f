"""Freed memory goes back to the system after each visit: a kiosk runs for months, and nobody's words stay in it."""

import ctypes
import sys


def give_back() -> bool:
    """Ask the C library to return what is free (glibc's malloc_trim); False where it has no such call. Thread-safe."""
    if not sys.platform.startswith("linux"):
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
