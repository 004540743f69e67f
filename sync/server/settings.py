"""Limits and lives as data: what a company may set otherwise, with the defaults of the field."""

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """At most `count` times in any stretch of `period`; each use comes back when the period has passed over it."""

    count: int
    period: timedelta


def _day(count: int) -> Quota:
    return Quota(count=count, period=timedelta(days=1))


def _hour(count: int) -> Quota:
    return Quota(count=count, period=timedelta(hours=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSettings:
    """Phone codes: a guess is 1 in 10 000, so what counts is how many guesses a day are let through."""

    life: timedelta = timedelta(seconds=180)
    resend: timedelta = timedelta(seconds=60)
    attempts: int = 5
    run: int = 3
    """Codes in a row to one phone, then a pause."""
    pause: timedelta = timedelta(minutes=15)
    per_phone: Quota = field(default_factory=lambda: _day(5))
    """To one phone from one kiosk, so that a neighbour is not locked out everywhere."""
    per_kiosk: Quota = field(default_factory=lambda: _day(300))
    wrong_per_kiosk: Quota = field(default_factory=lambda: _hour(20))
    """Wrong codes over all phones: spraying one guess over many phones must not pay."""

    @property
    def remembered(self) -> timedelta:
        """How long after it was sent a code is of use: to be confirmed, and to tell a run of codes."""
        return max(self.life, self.resend, self.run * self.pause)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """Wrong claims to an account; numbers are sequential, so guessing must be slow."""

    wrong_per_phone: Quota = field(default_factory=lambda: _day(5))
    wrong_per_account: Quota = field(default_factory=lambda: _hour(5))
    wrong_per_kiosk: Quota = field(default_factory=lambda: _hour(5))
    unused: timedelta = timedelta(days=365)
    """A link that nobody used for so long lapses: telephone numbers are sold again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSettings:
    """Appeals a resident may file."""

    per_resident: Quota = field(default_factory=lambda: _day(10))
    same_text: Quota = field(default_factory=lambda: _day(2))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSettings:
    """What one kiosk may have the company keep. A day of a busy lobby is some 50 photos."""

    most_bytes: int = 616 * 1024
    """600 KB as the kiosk makes them, and a little."""
    most_pixels: int = 2048
    """Of a side; the kiosk makes 1600."""
    bytes_a_day: int = 256 * 1024**2
    bytes_waiting: int = 64 * 1024**2
    """Of photos that no appeal refers to yet."""
    waiting: timedelta = timedelta(days=32)
    """How long such a photo is kept: as long as its operation is accepted, and two days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the server may be told to do otherwise."""

    codes: CodeSettings = field(default_factory=CodeSettings)
    links: LinkSettings = field(default_factory=LinkSettings)
    appeals: AppealSettings = field(default_factory=AppealSettings)
    session_idle: timedelta = timedelta(minutes=15)
    operation_age: timedelta = timedelta(days=30)
    """How long after it was made an operation is still accepted."""
    session_longest: timedelta = timedelta(hours=12)
    """After a session was opened nothing more is made in it, though a kiosk without network cannot tell its end."""
    refusal_life: timedelta = timedelta(days=90)
    """How long a refused operation is told to a resident who does not dismiss it."""
    vote_delivery: timedelta = timedelta(days=1)
    """How long after a meeting's end a vote still counts that was cast before it."""
    enrolment_life: timedelta = timedelta(hours=24)
    wrong_tokens_per_address: Quota = field(default_factory=lambda: _hour(20))
    """Tokens have 79 bits; what is throttled is the noise, and one noisy address does not keep installers out."""
    wrong_tokens: Quota = field(default_factory=lambda: _hour(1000))
    tombstone_life: timedelta = timedelta(days=400)
    photos: PhotoSettings = field(default_factory=PhotoSettings)


def longest_period(settings: object) -> timedelta:
    """The longest period of any quota in the settings, however deep."""
    if isinstance(settings, Quota):
        return settings.period
    parts = (getattr(settings, part.name) for part in fields(settings)) if is_dataclass(settings) else ()
    return max(map(longest_period, parts), default=timedelta(0))
