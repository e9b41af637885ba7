"""The kind "docx": a report as the Word file that the leader signs and the public reads, or put into a template."""

from __future__ import annotations

from exporters.document import document_of
from exporters.options import Options, Output
from exporters.word.package import package
from exporters.word.template.filling import fill_template
from models.report import Report


def make(report: Report, options: Options) -> Output:
    if options.template is not None:
        return fill_template(options.template, report, options.style)
    document = document_of(report, profile=options.style, draft=options.draft)
    return Output(package(document, data=report if options.with_data else None), document.left_out)
