"""The arithmetic of a bill: the manual's two misprints are found, and nothing else is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kiosk.domain.invoices import Basis, Check, Form, Invoice, Line, Mismatch, Payer, Provider, mismatches
from kiosk.domain.money import Kopecks, cost


def line(service: str, volume: str, tariff: str, charged: int, debt: int, total: int) -> Line:
    return Line(
        section="Жилищные услуги",
        service=service,
        unit="м3",
        volume=Decimal(volume),
        basis=Basis.COMMON,
        tariff=Decimal(tariff),
        charged=Kopecks(charged),
        debt=Kopecks(debt),
        total=Kopecks(total),
    )


def invoice(*lines: Line) -> Invoice:
    charged = Kopecks(sum(line.charged for line in lines))
    return Invoice(
        id="1",
        number="5531",
        period=date(2019, 2, 1),
        form=Form.F924,
        charged=charged,
        opening_debt=Kopecks(4_336_761),
        paid=Kopecks(0),
        total=Kopecks(4_336_761 + charged),
        payer=Payer(
            name="А",
            account_number="10117",
            address="Б",
            total_area=Decimal(61),
            account_area=Decimal(61),
            living=0,
            registered=0,
        ),
        provider=Provider(
            name="ООО",
            address="В",
            phone="8",
            hours="всегда",
            inn="3661057530",
            kpp="366101001",
            account="7" * 20,
            bank=None,
            bic=None,
            correspondent_account=None,
        ),
        lines=lines,
    )


SOUND = line("Водоотведение СОИ", "9.944482", "30.10", 29_933, 118_070, 148_003)


def test_a_bill_that_adds_up_has_no_mismatch() -> None:
    assert mismatches(invoice(SOUND)) == ()


def test_the_manuals_two_misprints_are_found() -> None:
    hot_water = line("ГВС СОИ", "4.3482", "150.00", 65_193, 243_640, 308_833)
    office = line("Паспортный стол", "61", "1.05", 6_405, 78_880, 83_285)
    assert mismatches(invoice(SOUND, hot_water, office)) == (
        Mismatch(check=Check.LINE_CHARGED, service="ГВС СОИ", printed=Kopecks(65_193), computed=Kopecks(65_223)),
        Mismatch(check=Check.LINE_TOTAL, service="Паспортный стол", printed=Kopecks(83_285), computed=Kopecks(85_285)),
    )


def test_a_wrong_sum_of_the_whole_bill_is_found() -> None:
    sound = invoice(SOUND)
    (wrong_total,) = mismatches(replace(sound, total=Kopecks(1)))
    assert (wrong_total.check, wrong_total.computed) == (Check.TOTAL, sound.total)
    assert Check.CHARGED in {mismatch.check for mismatch in mismatches(replace(sound, charged=Kopecks(1)))}


def test_volume_times_tariff_is_rounded_half_up() -> None:
    assert cost(Decimal("0.5"), Decimal("0.01")) == 1
    assert cost(Decimal("0.4"), Decimal("0.01")) == 0
    assert cost(Decimal("9.944482"), Decimal("30.10")) == 29_933
