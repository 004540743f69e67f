"""Two companies, a building of each, and the addresses they look after."""

from kiosk.domain.accounts import Address
from kiosk.domain.company import Building, CompanyProfile, Modules

HOME = "1"
"""The building the kiosk stands in: its company gave no БИК, as in the manual."""
OTHER = "2"
"""A building of a company with valid bank requisites."""

ZONE = "Europe/Moscow"
DISPATCHER = "+78007654321"
_ADVICE = (
    "Назовите адрес, квартиру и что случилось. Если есть угроза жизни, звоните 112. "
    "При запахе газа не включайте свет, откройте окна, выйдите и звоните 104."
)

STREET = "г. Волгодонск, ул. 100 стрелковой дивизии, 1"
PYATAKOVA = "г. Волгодонск, ул. Пятакова, 17"

COMPANIES = {
    HOME: CompanyProfile(
        id=HOME,
        name="ООО «ТеплоДом»",
        office=f"{PYATAKOVA}, оф. 201",
        dispatcher_phones=(DISPATCHER, DISPATCHER),
        emergency_advice=_ADVICE,
        modules=Modules(),
    ),
    OTHER: CompanyProfile(
        id=OTHER,
        name="ООО «Волгодом»",
        office="г. Волгодонск, ул. Ленина, 64",
        dispatcher_phones=(DISPATCHER,),
        emergency_advice=_ADVICE,
        modules=Modules(),
    ),
}

BUILDINGS = {
    HOME: Building(id=HOME, street="Волгодонск, ул. 100 стрелковой дивизии", house="Дом 1, подъезд 2", timezone=ZONE),
    OTHER: Building(id=OTHER, street="Волгодонск, ул. Пятакова", house="Дом 17, подъезд 1", timezone=ZONE),
}

_TEXTS = (
    STREET,
    "г. Волгодонск, ул. 100 стрелковой дивизии, 3",
    "г. Волгодонск, ул. 100 стрелковой дивизии, 5а",
    "г. Волгодонск, ул. Пятакова, 15",
    PYATAKOVA,
    "г. Волгодонск, ул. Ленина, 64",
    "г. Волгодонск, ул. Ленина, 102",
    "г. Волгодонск, ул. Морская, 34",
    "г. Волгодонск, ул. Степная, 179",
    "г. Волгодонск, ул. Черникова, 21",
    "г. Волгодонск, пр-кт Курчатова, 20",
    "г. Волгодонск, пр-кт Строителей, 7/23",
    "г. Волгодонск, пер. Донской, 42",
    "г. Волгодонск, б-р Великой Победы, 8",
)
ADDRESSES = tuple(Address(id=str(number), text=text) for number, text in enumerate(_TEXTS, 1))
