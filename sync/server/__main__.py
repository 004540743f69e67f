"""`python -m sync.server`: the company's command line."""

from sync.server.cli import main

main(prog_name="python -m sync.server")
