"""The command line: a server's URL, and how to learn what only its company knows."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import click

from kiosk.domain.login import CodeSent, Method
from sync import contract
from sync.conformance import report
from sync.conformance.checks import CHECKS
from sync.conformance.given import Given, NotGiven, read
from sync.conformance.kiosk import digits
from sync.conformance.run import Run, results
from sync.conformance.verdicts import Check, Result, Verdict
from sync.conformance.wire import Line

PATIENCE = 120
"""Seconds that a command of the company may take."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("url")
@click.option("--given", metavar="FILE|-", help="TOML (docs/contract.md#conformance), a 0600 file.")
@click.option("--demonstration", is_flag=True, help="The server shows codes in its answers.")
@click.option("--code-command", metavar="COMMAND", help="Prints the code that went to the phone; run once a login.")
@click.option("--revoke-command", metavar="COMMAND", help="Has the company revoke a device; its id is appended.")
@click.option("--method", type=click.Choice([method.value for method in Method]), default=Method.SMS.value)
@click.option("--authority", type=click.Path(exists=True, dir_okay=False), help="PEM that vouches for the server.")
@click.option("--only", metavar="PATTERN", multiple=True, help="Checks by name: «feed.*»; may be repeated.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the report as JSON too.")
@click.option("--list", "names", is_flag=True, help="List the checks and ask nothing.")
@click.pass_context
def main(
    context: click.Context,
    url: str,
    given: str | None,
    demonstration: bool,
    code_command: str | None,
    revoke_command: str | None,
    method: str,
    authority: str | None,
    only: tuple[str, ...],
    file: Path | None,
    names: bool,
) -> None:
    """Try a company's server against the contract of «Киоск жителя» (docs/contract.md).

    It needs enrolment tokens of the company (two for everything), the phone of a test resident, and an account that is
    confirmed for that phone, or the login and password of one. They are given by --given or in the environment:
    KIOSK_CONFORMANCE_TOKENS, …_PHONE, …_OTHER_PHONE, …_LOGIN, …_PASSWORD, …_ACCOUNT_ID; never as arguments. Codes come
    from --demonstration or --code-command, or are asked for. The account gets some appeals, a reading and a vote.

    Exit code: 0 nothing failed, 1 something did, 2 it could not be tried.
    """
    checks = chosen(only)
    if names:
        for check in checks:
            click.echo(f"{check.name:<26} {check.sentence}")
        return
    wanted = _given(given, demonstration, code_command, revoke_command, Method(method))
    click.echo(f"{url}: contract {contract.VERSION}, {len(checks)} checks")
    found = tried(Run(wanted, Line(url, authority)), checks)
    click.echo(report.summary(found))
    if file is not None:
        file.write_text(report.document(url, found) + "\n", "utf-8")
    context.exit(1 if any(result.verdict is Verdict.FAIL for result in found) else 0)


def chosen(only: tuple[str, ...]) -> tuple[Check, ...]:
    """The checks whose names match any pattern, or all."""
    checks = tuple(check for check in CHECKS if not only or any(fnmatch(check.name, one) for one in only))
    if not checks:
        raise click.UsageError("no check has such a name; --list shows them")
    return checks


def tried(run: Run, checks: tuple[Check, ...]) -> list[Result]:
    """Every check's result, told as it comes."""
    found: list[Result] = []
    for result in results(run, checks):
        found.append(result)
        click.echo(report.line(result))
        if result.verdict is Verdict.FAIL and result.exchange is not None:
            click.echo(report.details(result))
    return found


def _given(
    file: str | None, demonstration: bool, code_command: str | None, revoke_command: str | None, method: Method
) -> Given:
    try:
        said = read(file, os.environ, sys.stdin.read)
    except NotGiven as lack:
        raise click.UsageError(str(lack)) from None
    return Given(
        **said,
        method=method,
        code=_code(demonstration, code_command, file),
        shown=demonstration,
        revoke=_revoke(revoke_command) if revoke_command else None,
    )


def _code(demonstration: bool, command: str | None, file: str | None) -> Callable[[CodeSent], str] | None:
    if demonstration:
        return digits
    if command:
        return lambda sent: _run(shlex.split(command)).strip()
    if file != "-" and sys.stdin.isatty():
        return lambda sent: str(click.prompt("The code that came")).strip()
    return None


def _revoke(command: str) -> Callable[[str], None]:
    def revoke(device_id: str) -> None:
        _run([*shlex.split(command), device_id])

    return revoke


def _run(command: list[str]) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise click.ClickException(f"{command[0]}: {type(error).__name__}") from None
