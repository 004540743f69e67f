"""Which release of the program this is; the package's own version, and what the company and the installer are told."""

VERSION = "0.1.0"
