"""What is in memory stays there: no image of it on the disk, and what is freed goes back to the system."""

import ctypes
import sys

_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4
"""prctl(2)."""


def forbid_images() -> None:
    """No core dump of this process, nor may another process of the same user look into it; OSError when refused.

    The limit stops the kernel's files, the flag also the collectors that `core_pattern` pipes into (core(5)).
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def images_forbidden() -> bool:
    """Whether `forbid_images` is in force; other systems than Linux make none by themselves."""
    if not sys.platform.startswith("linux"):
        return True
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_CORE)
    return limit == 0 and ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0


def give_back() -> bool:
    """Ask the C library to return what is free (glibc's malloc_trim); False where it has no such call. Thread-safe.

    A kiosk runs for months, and after a visit nobody's words shall stay in it.
    """
    if not sys.platform.startswith("linux"):
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
