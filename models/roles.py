"""What a table, a section, a row or a column means to the rest of the program.

A declaration in ``models/forms`` gives these roles; all other code asks a form for them (``Form.by_role``, ``Form.amount``,
``Form.table``, ``Form.texts_of``) and never spells the id of a cell, a table or a section. So an edition may rename, move,
add and leave out what it likes. What has no role is filled in, summed, printed, imported and exported all the same: a role is
needed only where the program knows something special about a thing.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The words of the declarations; the values may be written instead."""

    # tables
    DISCLOSURE = "disclosure"  # what the organ made and decided, by the heads of article 20
    APPLICATIONS = "applications"  # one application, one result
    CASES = "cases"  # review and litigation

    # texts: sections and their parts
    OVERVIEW = "overview"
    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"
    MANAGEMENT = "management"
    PLATFORM = "platform"
    SUPERVISION = "supervision"
    PROBLEMS = "problems"
    FEE = "fee"  # where 信息处理费 is reported, with whatever else there is to report

    # rows of DISCLOSURE
    REGULATIONS = "regulations"
    NORMATIVE = "normative"
    LICENSING = "licensing"
    SERVICES = "services"
    PENALTY = "penalty"
    COERCION = "coercion"
    CHARGES = "charges"  # all statutory fees, never 信息处理费
    PROCUREMENT = "procurement"

    # columns of DISCLOSURE
    MADE = "made"
    REPEALED = "repealed"
    IN_FORCE = "in_force"  # last year's + made − repealed
    DISCLOSED = "disclosed"
    DECISIONS = "decisions"
    AMOUNT = "amount"

    # rows of APPLICATIONS
    RECEIVED = "received"
    CARRIED_IN = "carried_in"
    RESULTS = "results"  # the group of all results
    CONCLUDED = "concluded"  # the sum of all results
    CARRIED_OUT = "carried_out"
    GRANTED = "granted"
    PARTIAL = "partial"
    DENIED = "denied"
    SECRET = "secret"
    LAW = "law"
    SAFETY = "safety"
    THIRD_PARTY = "third_party"
    INTERNAL = "internal"
    PROCESS = "process"
    CASE_FILE = "case_file"
    INQUIRY = "inquiry"
    UNABLE = "unable"
    NOT_HELD = "not_held"
    NOT_MADE = "not_made"
    UNCLEAR = "unclear"
    REJECTED = "rejected"
    PETITION = "petition"
    REPEAT = "repeat"
    PUBLICATION = "publication"
    EXCESSIVE = "excessive"
    RECONFIRM = "reconfirm"
    OTHER_RESULTS = "other_results"  # （六）其他处理, a row of its own or a group
    NO_CORRECTION = "no_correction"
    NO_FEE = "no_fee"
    UNSPECIFIED = "unspecified"  # 3.其他: what no other row tells

    # columns of APPLICATIONS
    NATURAL = "natural"
    ORGANIZATIONS = "organizations"  # the group of all but natural persons
    BUSINESS = "business"
    RESEARCH = "research"
    NONPROFIT = "nonprofit"
    LEGAL = "legal"
    OTHER_ORGANIZATIONS = "other_organizations"

    # columns of CASES: whose cases, and how they ended
    REVIEW = "review"
    SUITS = "suits"  # the group of both
    DIRECT = "direct"
    AFTER_REVIEW = "after_review"
    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER_OUTCOME = "other_outcome"
    PENDING = "pending"
