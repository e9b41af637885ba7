"""The editions of the official form. A new edition is one new module here and one entry in ``FORMS``."""

from __future__ import annotations

from models.form import Form
from models.forms import form_2019, form_2021

FORMS: dict[str, Form] = {form.id: form for form in (form_2019.FORM, form_2021.FORM)}
LATEST = form_2021.FORM


def form_for(year: int | None) -> Form:
    """The edition prescribed for the reports of ``year``; the latest where the year is unknown, the first before 2019."""
    if year is None:
        return LATEST
    return next((form for form in FORMS.values() if form.covers(year)), form_2019.FORM)
