"""What residents may ask of the company: a tree of two levels, with regulated times and the acts they come from."""

from kiosk.domain.appeals import AppealType

_416 = "Правила управления МКД, ПП РФ от 15.05.2013 № 416, п. 13"
_354 = "Правила предоставления коммунальных услуг, ПП РФ от 06.05.2011 № 354"
_170 = "Правила и нормы технической эксплуатации, Госстрой РФ от 27.09.2003 № 170"
_BURST = "Диспетчер отвечает за 5 минут или перезванивает за 10, аварию локализуют за 30 минут"
_REPAIR = "Устранение — до 3 суток"

_Leaf = tuple[str, str, str, str, tuple[str, ...]]
"""Name, icon, limit, act, frequent phrases."""

WATER = "water"
HEATING = "heating"
SEWERAGE = "sewerage"
KEY = "key"

_TREE: tuple[tuple[str, str, str, bool, dict[str, _Leaf]], ...] = (
    (
        "emergency",
        "Авария: угроза людям или имуществу",
        "alert-triangle",
        True,
        {
            "burst": (
                "Прорыв трубы, затопление",
                "droplet",
                _BURST,
                _416,
                ("Прорвало трубу", "Топит сверху", "Топит подвал"),
            ),
            "sparks": (
                "Искрит проводка, запах гари",
                "bolt",
                _BURST,
                _416,
                ("Искрит розетка", "Пахнет гарью в подъезде"),
            ),
            "gas": (
                "Запах газа",
                "flame",
                "Немедленно, звоните 104",
                _416,
                ("Пахнет газом в подъезде", "Пахнет газом в квартире"),
            ),
            "stuck": ("Человек в лифте", "elevator", "Освобождение — до 30 минут", _416, ("Застряли в лифте",)),
            "blockage": (
                "Засор канализации",
                "bath",
                "Устранение засора — до 2 часов",
                _416,
                ("Засор стояка", "Вода не уходит"),
            ),
        },
    ),
    (
        "engineering",
        "Внутридомовое инженерное оборудование и технические устройства",
        "tool",
        False,
        {
            WATER: (
                "Системы холодного и горячего водоснабжения",
                "droplet",
                "Авария — локализация за 30 минут, ремонт — до 3 суток",
                _416,
                ("Прорвало трубу", "Капает кран", "Слабый напор", "Нет горячей воды", "Вода ржавая"),
            ),
            HEATING: (
                "Система теплоснабжения",
                "temperature",
                _REPAIR,
                _354,
                ("Холодные батареи", "Течёт батарея", "Шумит в трубах", "Не греет полотенцесушитель"),
            ),
            SEWERAGE: (
                "Система водоотведения",
                "bath",
                "Засор — до 2 часов, ремонт — до 3 суток",
                _416,
                ("Плохо уходит вода", "Запах канализации", "Течёт стояк"),
            ),
            "electricity": (
                "Система электроснабжения",
                "bolt",
                _REPAIR,
                _354,
                ("Нет света в квартире", "Мигает свет", "Гудит щиток"),
            ),
            "lift": (
                "Лифт",
                "elevator",
                "Пуск остановленного лифта — до 1 суток",
                _170,
                ("Лифт не работает", "Двери не закрываются"),
            ),
            "ventilation": (
                "Вентиляция и дымоудаление",
                "propeller",
                _REPAIR,
                _170,
                ("Нет тяги", "Дует из вентиляции"),
            ),
        },
    ),
    (
        "common",
        "Подъезд, двор и общее имущество",
        "building",
        False,
        {
            "cleaning": (
                "Уборка подъезда и двора",
                "recycle",
                "До 1 суток",
                _170,
                ("Не убран подъезд", "Не убран двор", "Снег не почищен"),
            ),
            "light": (
                "Освещение подъезда и двора",
                "bulb",
                "До 3 суток",
                _170,
                ("Не горит свет на этаже", "Темно у подъезда"),
            ),
            "doors": (
                "Двери, окна, домофон",
                "door",
                "До 1 суток зимой, до 3 суток летом",
                _170,
                ("Не закрывается дверь", "Не работает домофон"),
            ),
            "roof": (
                "Кровля и фасад",
                "home",
                "Протечка кровли — до 1 суток",
                _170,
                ("Протекает крыша", "Сосулька над входом"),
            ),
            "waste": (
                "Вывоз мусора",
                "trash",
                "До 1 суток",
                "СанПиН 2.1.3684-21, п. 11",
                ("Мусор не вывезен", "Переполнены баки"),
            ),
        },
    ),
    (
        "services",
        "Услуги и документы",
        "file-text",
        False,
        {
            KEY: (
                "Изготовление ключа",
                "key",
                "До 5 рабочих дней",
                "Порядок компании",
                ("Прошу выдать ключ на домофон", "Нужен второй ключ"),
            ),
            "recount": (
                "Начисления и перерасчёт",
                "coins",
                "Ответ — до 30 дней",
                "ЖК РФ, ст. 165",
                ("Прошу проверить начисления", "Прошу сделать перерасчёт"),
            ),
            "meter": (
                "Приборы учёта",
                "gauge",
                "До 3 рабочих дней",
                _354,
                ("Прошу опломбировать счётчик", "Счётчик не крутится"),
            ),
            "other": ("Другое", "message", "Ответ — до 10 рабочих дней", _416, ()),
        },
    ),
)


def types() -> tuple[AppealType, ...]:
    """Groups and leaves, in the order they are shown."""
    found: list[AppealType] = []
    for group_id, name, icon, emergency, leaves in _TREE:
        position = len(found)
        found.append(
            AppealType(id=group_id, parent_id=None, name=name, icon=icon, position=position, emergency=emergency)
        )
        for leaf_id, leaf in leaves.items():
            found.append(_leaf(group_id, leaf_id, leaf, len(found), emergency))
    return tuple(found)


def _leaf(group_id: str, leaf_id: str, leaf: _Leaf, position: int, emergency: bool) -> AppealType:
    name, icon, limit, act, phrases = leaf
    return AppealType(
        id=leaf_id,
        parent_id=group_id,
        name=name,
        icon=icon,
        position=position,
        emergency=emergency,
        limit=limit,
        act=act,
        phrases=phrases,
    )


def name_of(type_id: str) -> str:
    """The name of a leaf."""
    return next(kind.name for kind in types() if kind.id == type_id)
