"""Letting a resident in: phone, consents, code."""
