"""Whether two people mean the same address, apartment or company, however they wrote it."""

import re

_WORDS = re.compile(r"[0-9a-zа-я]+")
_ASIDE = frozenset({"г", "гор", "город", "ул", "улица", "д", "дом", "кв", "квартира"})
_SAME = {"пр": "проспект", "пркт": "проспект", "пер": "переулок", "бул": "бульвар", "пл": "площадь", "ш": "шоссе"}
_FORMS = frozenset({"ооо", "ао", "пао", "зао", "ук", "тсж", "тсн", "жк", "управляющая", "компания"})


def same_address(one: str, other: str) -> bool:
    """City, street and house: «г. Волгодонск, ул. Пятакова, 17» and «Волгодонск Пятакова д.17» are the same."""
    words = _address(one)
    return words == _address(other) and bool(words)


def same_apartment(one: str, other: str) -> bool:
    """«17», «кв. 17» and «17 » are the same; «17а» is another."""
    return "".join(_address(one)) == "".join(_address(other))


def same_company(one: str, other: str) -> bool:
    """«ООО "ТеплоДом"» and «теплодом» are the same."""
    return _company(one) == _company(other)


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е").replace("пр-кт", "проспект").replace("б-р", "бульвар")


def _address(text: str) -> tuple[str, ...]:
    words = (_SAME.get(word, word) for word in _WORDS.findall(_split_digits(_plain(text))))
    return tuple(word for word in words if word not in _ASIDE)


def _split_digits(text: str) -> str:
    """«д17» → «д 17», so that the mark can be set aside; «17а» stays whole."""
    return re.sub(r"\b(д|дом|кв|ул|г)(?=\d)", r"\1 ", text)


def _company(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORDS.findall(_plain(text)) if word not in _FORMS)
