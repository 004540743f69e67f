"""Certificates for tests: an authority, a server vouched for by it, valid now or at another time, served by uvicorn."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from sync.server import serving
from sync.server.office import Office

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Authority:
    """Vouches for servers. `pem` is what an installer gets."""

    name: x509.Name
    key: ec.EllipticCurvePrivateKey
    pem: str

    def vouches(self, directory: Path, begins: timedelta = -YEAR, ends: timedelta = YEAR) -> serving.Tls:
        """Files of a certificate for 127.0.0.1 and its key; `begins` and `ends` from now."""
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        built = (
            x509.CertificateBuilder()
            .subject_name(_named("company"))
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + begins)
            .not_valid_after(now + ends)
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, SHA256())
        )
        certificate, private = directory / "server.pem", directory / "server.key"
        certificate.write_bytes(built.public_bytes(Encoding.PEM))
        private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return certificate, private


def authority(name: str = "authority") -> Authority:
    """A new one, known to nobody."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 5 * YEAR)
        .not_valid_after(now + 5 * YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return Authority(_named(name), key, built.public_bytes(Encoding.PEM).decode())


@contextmanager
def secured(office: Office, tls: serving.Tls, port: int = 0) -> Iterator[str]:
    """The company over TLS, in a thread; its URL."""
    server, listening = serving.server(office, tls), serving.listen("127.0.0.1", port)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield serving.url(listening, tls)
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
