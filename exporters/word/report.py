"""The kind "docx": a report as the Word file that the leader signs and the public reads."""

from __future__ import annotations

from exporters.document import document_of
from exporters.options import Options, Output
from exporters.word.package import package
from models.report import Report


def make(report: Report, options: Options) -> Output:
    document = document_of(report, profile=options.style, draft=options.draft)
    return Output(package(document, report), document.left_out)
