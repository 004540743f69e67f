"""The command line: how it is given what only the company knows, what it tells, and what it never shows."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sync.conformance.checks import CHECKS
from sync.conformance.cli import main
from sync.conformance.given import PREFIX
from sync.server.demo import people
from tests.conformance.faulty import Fault
from tests.conformance.tried import Tried
from tests.databases import Databases


def tried(server: Tried, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(main, [server.url, *arguments], input=stdin, env=environment)


def toml(server: Tried) -> str:
    tokens = ", ".join(f'"{token}"' for token in server.tokens())
    return f'tokens = [{tokens}]\nphone = "{people.RESIDENT}"\naccount_id = "10117"\n'


def test_a_right_server_is_told_pass_and_exit_code_0(reference: Tried) -> None:
    done = tried(reference, "--given", "-", "--demonstration", "--only", "codes.*", stdin=toml(reference))
    assert done.exit_code == 0, done.output
    assert re.search(r"^PASS {2}codes\.right ", done.output, re.MULTILINE)
    assert done.output.rstrip().endswith("0 FAIL, 0 SKIP")


def test_a_failure_is_shown_with_request_and_answer_and_exit_code_1(databases: Databases, tmp_path: Path) -> None:
    fault = Fault("links.listed", path="/v1/links", status=418)
    with Tried(databases, tmp_path, fault.wrapped) as server:
        report = tmp_path / "report.json"
        arguments = ("--given", "-", "--demonstration", "--only", "links.listed", "--json", str(report))
        done = tried(server, *arguments, stdin=toml(server))
    assert done.exit_code == 1
    shown = [line.strip() for line in done.output.splitlines()]
    assert "answered 418, not 200" in shown
    assert "> GET /v1/links" in shown
    assert "< 418" in shown
    (check,) = json.loads(report.read_text("utf-8"))["checks"]
    assert (check["name"], check["verdict"]) == ("links.listed", "FAIL")
    assert check["clause"] == "docs/contract.md#links"
    assert "> GET /v1/links" in check["exchange"]


def test_tokens_codes_and_passwords_are_not_shown(databases: Databases, tmp_path: Path) -> None:
    fault = Fault("codes.right", path="/v1/codes", status=418)
    with Tried(databases, tmp_path, fault.wrapped) as server:
        given = toml(server) + f'login = "10119"\npassword = "{people.PASSWORD}"\n'
        done = tried(server, "--given", "-", "--demonstration", stdin=given)
    secrets = [people.PASSWORD, *re.findall(r"\w{4}(?:-\w{4}){3}", given)]
    assert "418" in done.output
    assert not [secret for secret in secrets if secret in done.output]
    assert '"demonstration":"Демонстрация: код •••"' in done.output
    assert not re.search(r'(код |"code": ?")\d{4}', done.output)
    assert not re.search(r"kiosk-session: (?!•)", done.output, re.IGNORECASE)


def test_what_was_not_given_skips_the_checks_that_need_it(reference: Tried) -> None:
    token = reference.tokens()[0]
    done = tried(reference, "--only", "session.*", "--only", "health", **{f"{PREFIX}TOKENS": token})
    assert done.exit_code == 0
    assert "PASS  health" in done.output
    assert "SKIP  session.left" in done.output
    assert "needs `phone` and a way to learn its code" in done.output


def test_a_code_may_come_from_a_command(databases: Databases, tmp_path: Path) -> None:
    with Tried(databases, tmp_path) as server:
        done = tried(server, "--given", "-", "--code-command", "echo 12", "--only", "codes.right", stdin=toml(server))
    assert done.exit_code == 1
    assert "the code that was told is not 4 digits" in done.output


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["http://127.0.0.1:9", "--only", "health"], env={f"{PREFIX}TOKENS": "x"})
    assert done.exit_code == 1
    assert "no answer: ConnectionError" in done.output


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("tokens = 7", "not among"),
        ('tokens = ["a"]\npin = "1"', "not among"),
        ('tokens = ["a"]\nphone = 7', "text in quotes"),
        ("tokens", "not TOML"),
        ('phone = "+79281234567"', "no enrolment token"),
    ],
)
def test_what_is_given_wrongly_is_not_repeated(text: str, complaint: str) -> None:
    done = CliRunner().invoke(main, ["http://127.0.0.1:9", "--given", "-"], input=text)
    assert done.exit_code == 2
    assert complaint in done.output
    assert "+7928" not in done.output


def test_a_file_that_others_may_read_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "given.toml"
    file.write_text('tokens = ["a"]', "utf-8")
    file.chmod(0o644)
    done = CliRunner().invoke(main, ["http://127.0.0.1:9", "--given", str(file)])
    assert (done.exit_code, "chmod 600" in done.output) == (2, True)
    file.chmod(0o600)
    assert CliRunner().invoke(main, ["http://127.0.0.1:9", "--given", str(file), "--only", "health"]).exit_code == 1


def test_the_checks_are_listed_without_a_server() -> None:
    done = CliRunner().invoke(main, ["http://127.0.0.1:9", "--list"])
    assert done.exit_code == 0
    assert len(done.output.splitlines()) == len(CHECKS)


def test_no_secret_is_an_argument() -> None:
    options = {option for parameter in main.params for option in parameter.opts}
    assert not options & {"--token", "--tokens", "--phone", "--login", "--password", "--account-id", "--code"}
