"""The editions of the official form, found by the names of their modules: ``form_*.py`` holds one edition as ``FORM``.

A new edition is one new module here and nothing else.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from models.form import Form, FormError


def _editions() -> Iterator[Form]:
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("form_"):
            form = import_module(f"{__name__}.{module.name}").FORM
            if not isinstance(form, Form):
                raise FormError(f"{module.name}: FORM is no Form")
            yield form


def _in_order(editions: list[Form]) -> dict[str, Form]:
    """The editions by id, the oldest first; each has a name and a first year of its own."""
    found = sorted(editions, key=lambda form: form.since)
    if len({form.id for form in found}) < len(found) or len({form.since for form in found}) < len(found):
        raise FormError("two editions have one id or begin in one year")
    return {form.id: form for form in found}


FORMS: dict[str, Form] = _in_order(list(_editions()))
LATEST = list(FORMS.values())[-1]


def form_for(year: int | None) -> Form:
    """The edition prescribed for the reports of ``year``: the last that began by then. The latest where the year is unknown,
    the first for the years before all of them."""
    if year is None:
        return LATEST
    begun = [form for form in FORMS.values() if form.since <= year]
    return begun[-1] if begun else next(iter(FORMS.values()))


def years_of(form: Form) -> tuple[int, int | None]:
    """The first and last report year of an edition; None: still in force. Its end follows from the next one's beginning."""
    later = [other.since for other in FORMS.values() if other.since > form.since]
    return form.since, min(later) - 1 if later else None
