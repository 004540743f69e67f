"""The slip of an appeal, read back with poppler."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from PIL import Image
from pypdf import PdfReader

from kiosk.documents.appeal_slip import render
from kiosk.domain.appeals import Appeal, AppealStatus, AppealType, Visit
from kiosk.domain.company import Building, CompanyProfile, Modules
from tests.kiosk.documents import pdf

COMPANY = CompanyProfile(
    id="c",
    name="УК «Жилищный стандарт»",
    office="г. Волгодонск, ул. Пятакова 17, оф. 201",
    dispatcher_phones=("+78007654321", "+78633221100"),
    emergency_advice="Назовите адрес, подъезд, этаж и что случилось.",
    modules=Modules(),
)
BUILDING = Building(
    id="b", street="Волгодонск, ул. 100 стрелковой дивизии", house="Дом 1, подъезд 2", timezone="Europe/Moscow"
)
KIND = AppealType(
    id="t",
    parent_id=None,
    name="Системы холодного и горячего водоснабжения",
    icon="drop",
    position=1,
    limit="авария устраняется не позже 30 минут",
    act="ПП РФ № 416, п. 13",
)
APPEAL = Appeal(
    id="a",
    number="303",
    type_id="t",
    type_name="Системы холодного и горячего водоснабжения",
    text="Прорвало трубу",
    status=AppealStatus.NEW,
    filed_at=datetime(2019, 11, 18, 9, 24, tzinfo=UTC),
    visit=Visit(on=date(2019, 11, 20), start=time(8), end=time(11)),
    photos=("1" * 64, "2" * 64),
)


def said(appeal: Appeal, kind: AppealType | None = KIND, company: CompanyProfile = COMPANY) -> str:
    return pdf.flat(render(appeal, kind, company, BUILDING))


def test_a_slip_says_all_that_the_company_was_told() -> None:
    words = said(APPEAL)
    for each in (
        "№ 303",
        "18 ноября 2019, 12:24",
        "Системы холодного и горячего водоснабжения",
        "20 ноября 2019 с 08:00 по 11:00",
        "2 снимка",
        "Прорвало трубу",
        "авария устраняется не позже 30 минут",
        "ПП РФ № 416, п. 13",
        "8 (800) 765-43-21",
        "+7 863 322-11-00",
        "УК «Жилищный стандарт»",
        "Страница 1 из 1",
    ):
        assert each in words


def test_an_appeal_without_a_number_is_said_to_wait() -> None:
    words = said(replace(APPEAL, number=""))
    assert "ожидает отправки" in words and "как только появится связь" in words and "№ 303" not in words


def test_old_data_with_holes_have_a_slip() -> None:
    holes = replace(APPEAL, text="", type_name="", visit=Visit(on=date(2019, 10, 18)), photos=())
    words = said(holes, None, replace(COMPANY, dispatcher_phones=(), emergency_advice="", office=""))
    assert "Удобное время 18 октября 2019 С" in words and "Содержание не указано" in words
    assert "снимк" not in words and "Срок" not in words and "телефон не указан" in words


def test_the_longest_text_breaks_over_pages_and_loses_nothing() -> None:
    text = " ".join(f"слово{number}" for number in range(1000))[:10_000]
    made = render(replace(APPEAL, text=text), KIND, COMPANY, BUILDING)
    assert len(pdf.pages(made)) >= 2
    printed = pdf.flat(made)
    assert all(f"слово{number} " in printed for number in range(990) if f"слово{number} " in text)
    assert "8 (800) 765-43-21" in printed


def test_a_text_without_spaces_wraps_inside_the_page() -> None:
    words = pdf.all_words(render(replace(APPEAL, text="х" * 10_000), KIND, COMPANY, BUILDING))
    assert max(word.right for word in words) < 595 - 35
    assert sum(word.text.count("х") for word in words if set(word.text) == {"х"}) == 10_000


def test_emoji_and_unknown_signs_are_replaced_visibly_and_explained() -> None:
    words = said(replace(APPEAL, text="Потоп 😱👨‍👩‍👧\ufe0f, вода 水\x00 и й\u0306, «ё» – ок"))
    assert "Потоп [?], вода [?] и" in words and "«ё» – ок" in words
    assert "[?] – знаки, которые нельзя напечатать" in words
    assert "нельзя напечатать" not in said(replace(APPEAL, text="Мне так и написали: [?]"))


def test_a_pasted_text_of_forty_lines_keeps_its_lines() -> None:
    made = pdf.text(
        render(replace(APPEAL, text="\r\n".join(f"строка {n}" for n in range(40))), None, COMPANY, BUILDING)
    )
    lines = [line.strip() for line in made.splitlines()]
    assert all(f"строка {n}" in lines for n in range(40))


def test_markup_in_a_text_is_printed_as_it_was_typed() -> None:
    assert "<b>жирно</b> & <br/>" in said(replace(APPEAL, text="<b>жирно</b> & <br/>"))


def test_a_number_of_thirty_characters_stays_on_one_line() -> None:
    words = pdf.all_words(render(replace(APPEAL, number="9" * 30), KIND, COMPANY, BUILDING))
    assert any(word.text == "9" * 30 and word.right < 595 - 35 for word in words)


def test_the_same_slip_gives_the_same_bytes_and_nameless_metadata() -> None:
    made = render(APPEAL, KIND, COMPANY, BUILDING)
    assert made == render(APPEAL, KIND, COMPANY, BUILDING)
    metadata = PdfReader(io.BytesIO(made)).metadata
    assert metadata is not None and metadata.title == "Талон обращения" and "303" not in str(metadata)


def test_a_slip_has_ink_on_it(tmp_path: Path) -> None:
    pdf.picture(render(APPEAL, KIND, COMPANY, BUILDING), tmp_path / "slip.png")
    with Image.open(tmp_path / "slip.png") as page:
        dark = sum(page.convert("L").histogram()[:100])
    assert 500 < dark < page.width * page.height / 10
