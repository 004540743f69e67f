"""`python -m tests.faults.storage.opening STORE`: open a spool, whatever is to be mended in it, and close it."""

import sys
from pathlib import Path

from tests.faults.storage.spools import spool_of

if __name__ == "__main__":
    with spool_of(Path(sys.argv[1])):
        sys.stdout.write("opened\n")
        sys.stdout.flush()
