"""What goes out of the ledger: the sum as a file, papers for units, a notice, data."""

from __future__ import annotations

from pathlib import Path

from office import numbers_json
from office.ledger import Ledger
from office.sums import Sum


def written(ledger: Ledger, summed: Sum, path: Path) -> bytes:
    """A sum as the file that the suffix of ``path`` means: .xlsx, .gkbg or .json."""
    suffix = path.suffix.lower()
    if suffix == ".json":
        return (numbers_json.dumps(summed.as_json()) + "\n").encode()
    if suffix == ".gkbg":
        from models.storage.codec import encode
        from office.draft import draft

        return encode(draft(ledger, summed))
    from office.output.workbook import make

    return make(ledger, summed.basis.node.name)
