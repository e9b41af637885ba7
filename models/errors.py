"""The base of all errors that are meant for the user."""

from __future__ import annotations


class UserError(Exception):
    """Something cannot be done, foreseeably; the message is one clear sentence in Chinese: what, where, what to do."""
