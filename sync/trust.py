"""Whom the kiosk believes to be the company: the authority given at enrolment and no other, or else the system's."""

import ssl
from collections.abc import Iterator

from kiosk.company import Offline
from kiosk.standing import Standing

_NOT_YET_VALID, _EXPIRED = 9, 10
"""OpenSSL's X509_V_ERR_*; the certificate of the server or of an authority above it."""


class Distrusted(Offline):
    """Whoever answers cannot prove to be the company: nothing was said to them."""

    def __init__(self, standing: Standing, detail: str) -> None:
        super().__init__(detail)
        self.standing = standing


def context(authority: str) -> ssl.SSLContext:
    """TLS that believes this authority (PEM) alone; empty: the system's. ValueError for what is no certificate.

    Made here from nothing, or the environment (SSLKEYLOGFILE) could have the session's keys written down.
    """
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if not authority:
        made.load_default_certs()
        return made
    try:
        made.load_verify_locations(cadata=authority)
    except (ssl.SSLError, ValueError):
        raise ValueError("в файле нет сертификата в формате PEM") from None
    return made


def distrust(error: BaseException) -> Distrusted | None:
    """What a failed request says about the certificate, if that is why it failed; no name and no address in it."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            wrong_time = cause.verify_code in (_NOT_YET_VALID, _EXPIRED)
            standing = Standing.CLOCK_WRONG if wrong_time else Standing.UNTRUSTED
            return Distrusted(standing, f"certificate: {cause.verify_message[:80]}")
    return None


def _causes(error: BaseException, depth: int = 8) -> Iterator[BaseException]:
    """The error and what the libraries wrapped in it, as arguments, reasons and causes."""
    yield error
    wrapped = [getattr(error, "reason", None), error.__cause__, error.__context__, *error.args]
    for inner in wrapped if depth else ():
        if isinstance(inner, BaseException):
            yield from _causes(inner, depth - 1)
