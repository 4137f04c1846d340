"""The rules by which a task's schedule is decided.

`RULES` lists every rule with the key of the sentence that explains it. The methodology page prints the
list, and each `Facts` names the rule that decided its schedule.
"""

from enum import StrEnum


class Rule(StrEnum):
    """Ids of the rules in reading order; also their anchors on the methodology page."""

    AS_OF = "as-of"
    REPORTED = "reported"
    STALE = "stale"
    EVIDENCED = "evidenced"
    HOLIDAYS = "holidays"
    PROOF = "proof"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    MERGED = "merged"
    PROPOSED = "proposed"
    CONTINUOUS = "continuous"
    NO_DEADLINE = "no-deadline"
    AWAITS_INSTRUCTION = "awaits-instruction"
    AWAITS_EVENT = "awaits-event"
    UNREAD_DEADLINE = "unread-deadline"
    DEADLINE_NOT_ENTERED = "deadline-not-entered"
    ON_TIME = "on-time"
    LATE = "late"
    DONE_UNDATED = "done-undated"
    NOT_DUE = "not-due"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    DUE = "due"
    NO_REPORTING_DAY = "no-reporting-day"
    DUE_UNREPORTED = "due-unreported"
    RECURRING = "recurring"
    POSTPONED = "postponed"
    UNCERTAIN_DEADLINE = "uncertain-deadline"
    UNCERTAIN_LEAD = "uncertain-lead"
    LEAD_NOT_ENTERED = "lead-not-entered"
    PARTS = "parts"
    MEMBERS_INCOMPLETE = "members-incomplete"


RULES: tuple[tuple[Rule, str], ...] = tuple((rule, f"rules.{rule}") for rule in Rule)
"""Every rule with the catalogue key of the sentence that explains it, in reading order."""
