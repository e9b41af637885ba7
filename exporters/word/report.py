"""The kind "docx": a report as the Word file that the leader signs and the public reads."""

from __future__ import annotations

from exporters.document import document_of
from exporters.options import ExportError, Options, Output
from exporters.profiles import DEFAULT, ProfileError, profile
from exporters.word.package import package
from models.report import Report


def make(report: Report, options: Options) -> Output:
    try:
        chosen = profile(options.profile or DEFAULT)
    except ProfileError as error:
        raise ExportError(str(error)) from None
    document = document_of(report, profile=chosen, draft=options.draft)
    return Output(package(document, report), document.left_out)
