"""A bill on paper, read back with poppler: what the order wants in it, and what awkward figures do to it."""

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4

from kiosk.documents import fonts, sheet
from kiosk.documents.invoice import render
from kiosk.documents.sheet import MARGIN
from kiosk.domain.invoices import Form
from kiosk.domain.money import Kopecks
from tests.kiosk.documents import pdf
from tests.kiosk.documents.samples import HUGE, HUGE_LINES, MANUAL_LINES, PAYER, READINGS, invoice, line, long_invoice

FORMS = pytest.mark.parametrize("form", list(Form))


def test_the_manuals_document_has_its_six_sections_with_the_manuals_figures() -> None:
    words = pdf.flat(render(invoice()))
    for number in range(1, 7):
        assert f"Раздел {number}. " in words
    for said in (
        "Мартынович Александр Владимирович",
        "61,00 м²",
        "ООО «ТеплоДом»",
        "р/с 79187987987971987987",
        "Водоотведение СОИ м³ 9,944482(2) 30,10 299,33 1 180,70 1 480,03",
        "ГВС СОИ м³ 4,3482(1) 150,00 651,93 2 436,40 3 088,33",
        "Паспортный стол м² 61 1,05 64,05 788,80 832,85",
        "Долг на начало периода 43 367,61 ₽",
    ):
        assert said in words


def test_the_newer_form_has_its_five_blocks_and_says_how_volumes_were_measured() -> None:
    words = pdf.flat(render(invoice(form=Form.F43, readings=READINGS, notes=("Приём по средам.",))))
    for title in ("1. Плательщик", "2. Показания", "3. Расчёт", "4. Справочная", "5. Рассрочка"):
        assert title in words
    for said in ("4,3482 счётчику 150,00", "1,214 нормативу", "ВСГ-15 № 4471802 м³ 211,4", "Приём по средам."):
        assert said in words


@FORMS
def test_what_the_company_never_gave_is_said_and_nothing_is_made_up(form: Form) -> None:
    words = pdf.flat(render(invoice(form=form, payer=replace(PAYER, name=""))))
    assert "БИК не указан" in words and "Плательщик не указан" in words
    assert "QR" not in words and "официальн" not in words.lower()
    assert f"по содержанию приказа № {form}" in words


@FORMS
def test_sums_that_do_not_add_up_are_told_with_both_figures(form: Form) -> None:
    words = pdf.flat(render(invoice(form=form)))
    assert "Суммы не сходятся" in words and "Проверка расчёта: 2 расхождения" in words
    assert "ГВС СОИ: объём × тариф 651,93 652,23 −0,30" in words
    assert "Паспортный стол: итого по строке 832,85 852,85 −20,00" in words


@FORMS
def test_a_document_that_adds_up_says_so(form: Form) -> None:
    words = pdf.flat(render(invoice((line("Содержание жилья", "61", "21.30"),), form)))
    assert "все суммы сходятся" in words and "расхожд" not in words


@FORMS
def test_a_document_without_lines_is_a_document(form: Form) -> None:
    made = render(invoice((), form))
    assert len(pdf.pages(made)) == 1
    assert "Строки начислений в документе не указаны" in pdf.flat(made)


@FORMS
def test_a_long_document_repeats_the_heads_and_counts_its_pages(form: Form) -> None:
    pages = pdf.pages(render(long_invoice(60, form)))
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert f"Страница {number} из {len(pages)}" in page
    tables = [page for page in pages if "Услуга номер" in page]
    assert len(tables) >= 3 and all("Вид услуги" in page for page in tables)
    everything = "\n".join(pages)
    assert all(f"Услуга номер {number} " in everything for number in range(1, 61))


@FORMS
@pytest.mark.parametrize("total", [HUGE, Kopecks(-HUGE)])
def test_negative_and_twelve_digit_sums_stay_inside_their_columns(form: Form, total: Kopecks) -> None:
    words = pdf.all_words(render(invoice(HUGE_LINES, form, total=total)))
    assert all(word.left >= MARGIN - 1 and word.right <= A4[0] - MARGIN + 1 for word in words)
    for one in words:
        for other in words:
            apart = (
                one is other or one.page != other.page or one.right - 0.5 <= other.left or other.right - 0.5 <= one.left
            )
            # Boxes are as high as the font's ascent and descent: lines overlap a little, columns must not.
            assert apart or abs(one.top - other.top) > 4, (one, other)


@FORMS
def test_the_sums_of_a_column_end_on_one_line(form: Form) -> None:
    words = pdf.all_words(render(long_invoice(12, form)))
    totals = [word for word in words if word.text.endswith(("31,46", "62,95", "94,43", "125,92")) and word.left > 480]
    assert len(totals) >= 4 and max(t.right for t in totals) - min(t.right for t in totals) < 0.2


def test_the_figures_of_a_column_stand_under_each_other() -> None:
    """Tabular figures: the widths of «1 111,11» and «8 888,88» are the same."""
    lines = tuple(line(f"Услуга {n}", "1", tariff) for n, tariff in enumerate(("111.11", "888.88", "717.17")))
    words = pdf.all_words(render(invoice(lines)))
    found = [word for word in words if word.text in ("111,11", "888,88", "717,17") and word.left > 480]
    assert len(found) >= 3 and max(w.left for w in found) - min(w.left for w in found) < 0.1


def test_the_basis_of_a_volume_is_a_footnote_only_where_there_is_one() -> None:
    words = pdf.flat(render(invoice((line("Паспортный стол", "61", "1.05"),))))
    assert "(1)" not in words and "(2)" not in words
    words = pdf.flat(render(invoice(MANUAL_LINES[:1])))
    assert "9,944482(2)" in words and "(2) объём по показаниям общедомовых" in words and "(1) объём" not in words


def test_a_recalculation_is_listed_with_its_ground() -> None:
    back = replace(MANUAL_LINES[0], recalculated=Kopecks(-12345), total=Kopecks(MANUAL_LINES[0].total - 12345))
    words = pdf.flat(render(invoice((back,))))
    assert "Водоотведение СОИ не указано −123,45" in words


def test_an_advance_is_not_called_a_debt() -> None:
    words = pdf.flat(render(invoice(opening_debt=Kopecks(-5000))))
    assert "Аванс на начало периода −50,00 ₽" in words and "Долг на начало" not in words


@FORMS
@pytest.mark.parametrize(
    "name", ["😀 <b>Отопление</b> & «тепло»", "Отопление\nи\tгорячая вода", "х" * 3000, "слово " * 900]
)
def test_names_with_markup_emoji_or_no_end_do_not_break_the_document(form: Form, name: str) -> None:
    strange = replace(line("x", "1", "2"), service=name, section=name, unit=name[:40])
    payer = replace(PAYER, name=name, address=name)
    made = render(invoice((strange, *MANUAL_LINES), form, payer=payer, notes=(name,)))
    if "<b>" in name:
        assert "[?] <b>Отопление</b> & «тепло»" in pdf.flat(made)
    assert "Сумма строк" in pdf.flat(made)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(invoice()) == render(invoice())
    assert render(invoice()) != render(invoice(number="5532"))


def test_metadata_and_fonts_give_nobody_away() -> None:
    reader = PdfReader(io.BytesIO(render(invoice())))
    assert reader.metadata is not None and reader.metadata.title == "Платёжный документ"
    said = " ".join(str(value) for value in reader.metadata.values())
    assert "Мартынович" not in said and "10117" not in said
    fonts = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    embedded = [font.get_object() for font in fonts if "Golos" in str(font.get_object()["/BaseFont"])]
    assert len(embedded) >= 4 and all("/FontFile2" in font["/FontDescriptor"] for font in embedded)


def test_no_words_of_a_document_are_kept_once_it_is_made() -> None:
    render(invoice())
    assert fonts._per_point.cache_info().currsize == 0


def test_documents_made_on_several_threads_at_once_are_whole() -> None:
    foot = sheet.Foot(title="Проба", about="Проба", origin="Проба")

    def made(number: int) -> bytes:
        return sheet.build([sheet.words(f"{number} ÀÉÎÕÜ ёй {chr(0x430 + number % 32)}", sheet.style(10))], foot)

    alone = [made(number) for number in range(32)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(made, range(32))) == alone
    finally:
        sys.setswitchinterval(interval)


def test_a_tariff_keeps_its_six_decimals_and_a_volume_its_seven() -> None:
    exact = replace(line("Газ", "0.1234567", "7.123456"), unit="м³")
    words = pdf.flat(render(invoice((exact,))))
    assert "0,1234567" in words and "7,123456" in words
    assert Decimal("0.1234567") == exact.volume
