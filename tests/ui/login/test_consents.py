"""Two consents, each a document of its own that can be read before it is accepted."""

from sqlalchemy import select

from kiosk import login
from kiosk.domain.login import ConsentKind, ConsentText
from sync.server.tables import ConsentGiven
from tests.ui.heard import hear
from tests.ui.login.visitor import Visitor
from tests.ui.taps import find, wait
from ui.login.login_view import LoginView


def test_both_boxes_are_unticked_at_first_and_each_is_ticked_by_itself(visitor: Visitor) -> None:
    assert (visitor.model.agreement, visitor.model.personalData) == (False, False)
    visitor.tap("consent:personal_data")
    assert (visitor.model.agreement, visitor.model.personalData) == (False, True)
    visitor.tap("consent:agreement")
    visitor.tap("consent:personal_data")
    assert (visitor.model.agreement, visitor.model.personalData) == (True, False)


def test_each_consent_opens_its_whole_text_and_is_accepted_below_it(visitor: Visitor) -> None:
    for text in login.texts(visitor.counter.store):
        visitor.tap(f"read:{text.consent}")
        assert visitor.reads(text.title)
        assert find(visitor.window, "consentText").property("text") == text.text
        visitor.tap("accept")
        visitor.waits_at(LoginView.Page.Phone)
    assert (visitor.model.agreement, visitor.model.personalData) == (True, True)


def test_a_long_text_is_read_by_buttons_to_its_end(visitor: Visitor) -> None:
    visitor.tap("read:agreement")
    scroll = find(visitor.window, "scroll")
    most = scroll.property("contentHeight") - scroll.height()
    assert most > scroll.height() / 2
    for _ in range(20):
        visitor.tap("scrollDown")
    assert abs(scroll.property("contentY") - most) < 2
    visitor.tap("scrollUp")
    assert scroll.property("contentY") < most


def test_going_back_from_a_text_accepts_nothing_and_loses_nothing(visitor: Visitor) -> None:
    visitor.dial("928")
    visitor.tap("read:agreement")
    visitor.tap("back")
    visitor.waits_at(LoginView.Page.Phone)
    assert not visitor.model.agreement
    assert visitor.reads("+7 (928) ")


def test_the_company_gets_the_versions_that_were_read(visitor: Visitor) -> None:
    visitor.asks_for_code()
    with visitor.counter.company.database.read() as db:
        given = {row.consent: row.version for row in db.scalars(select(ConsentGiven))}
    assert given == {text.consent: text.version for text in login.texts(visitor.counter.store)}


def test_a_new_version_of_a_text_unticks_its_box(visitor: Visitor) -> None:
    visitor.fills_in()
    old = next(text for text in login.texts(visitor.counter.store) if text.consent is ConsentKind.AGREEMENT)
    visitor.counter.engine.stop()
    newer = ConsentText(id=old.id, consent=old.consent, version="завтра", title=old.title, text="Короче.")
    hear(visitor.counter.store, [newer], "building:1")
    visitor.tap("proceed")
    assert (visitor.model.agreement, visitor.model.personalData) == (False, True)
    assert visitor.reads("примите соглашение")
    assert visitor.sent == 0


def test_texts_renewed_at_the_company_are_asked_for_again(visitor: Visitor) -> None:
    visitor.counter.engine.stop()
    stale = [
        ConsentText(id=text.id, consent=text.consent, version="вчера", title=text.title, text=text.text)
        for text in login.texts(visitor.counter.store)
    ]
    hear(visitor.counter.store, stale, "building:1")
    visitor.model.open()
    visitor.fills_in()
    visitor.tap("proceed")
    visitor.waits_for("Тексты согласий обновились. Прочитайте их и отметьте ещё раз.")
    wait(lambda: not visitor.model.agreement and not visitor.model.personalData, "both boxes unticked")
    assert visitor.model.phoneBlank == ""
