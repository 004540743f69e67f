"""Facts, commands and rules that hold with no screen, no network and no database.

The only part of `kiosk` that the company server may also use.
"""
