"""`python -m sync.conformance`."""

from sync.conformance.cli import main

main(prog_name="python -m sync.conformance")
