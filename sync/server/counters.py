"""Counter rows, locked until commit: no number is given twice, and none is seen before those below it."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sync.server.tables import Counter

APPEALS = "appeals"


def advance(db: Session, name: str, by: int = 1) -> int:
    """The counter's new value, `by` more; other transactions that want it wait for this one to end."""
    value = _advance(db, name, by)
    if value is None:
        _create(db, name)
        value = _advance(db, name, by)
    if value is None:
        raise LookupError(f"counter {name.partition(':')[0]} cannot be made")
    return value


def _advance(db: Session, name: str, by: int) -> int | None:
    statement = update(Counter).where(Counter.name == name).values(value=Counter.value + by).returning(Counter.value)
    return db.scalar(statement, execution_options={"synchronize_session": False})


def _create(db: Session, name: str) -> None:
    try:
        with db.begin_nested():
            db.add(Counter(name=name, value=0, floor=0))
    except IntegrityError:
        return  # another transaction made it first, which is as good


def start_at(db: Session, name: str, value: int) -> None:
    """Make the counter's next value greater than `value`."""
    counter = db.scalar(select(Counter).where(Counter.name == name))
    if counter is None:
        db.add(Counter(name=name, value=value, floor=0))
    else:
        counter.value = max(counter.value, value)
