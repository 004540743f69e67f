"""The notice board between the engine and the screen."""

from datetime import UTC, datetime

from kiosk.connection import Connection

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


def test_reaching_and_losing_the_company_is_told_once_each() -> None:
    connection, heard = Connection(), list[frozenset[str]]()
    connection.listen(heard.append)
    connection.agreed(NOON)
    connection.agreed(NOON.replace(hour=13))
    connection.lost("ConnectTimeout")
    connection.lost("ConnectTimeout")
    assert heard == [frozenset({"connection"})] * 2
    assert connection.state.reachable is False
    assert connection.state.agreed_at == NOON.replace(hour=13)


def test_trouble_is_kept_while_the_company_answers_and_gone_when_it_is_over() -> None:
    connection = Connection()
    connection.agreed(NOON, "застряло операций: 1")
    assert (connection.state.reachable, connection.state.trouble) == (True, "застряло операций: 1")
    connection.agreed(NOON)
    assert connection.state.trouble == ""


def test_every_listener_hears_which_kinds_changed() -> None:
    connection, heard = Connection(), list[frozenset[str]]()
    connection.listen(heard.append)
    connection.listen(heard.append)
    connection.changed("appeal", "outbox")
    assert heard == [frozenset({"appeal", "outbox"})] * 2
