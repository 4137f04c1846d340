"""Splits what a cell says of the parts that agencies have in a task: “A chủ trì, phối hợp với B”, “1. A”."""

import re
from typing import Literal, TypeAlias

from generator.model.slugs import slug

Role: TypeAlias = Literal["lead", "coordinating", ""]
"""Part that a cell gives an agency; empty where it says none."""

_WORDS = re.compile(
    r"[(–—-]?\s*(?:(?:cơ quan|đơn vị)\s+)?\b(?P<role>chủ trì|phối hợp)\b\)?"
    r"(?P<with>\s+(?:với|cùng|của)\b)?(?P<colon>\s*:)?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[,;.)\n]|$)")
_MARKER = re.compile(r"^\s*(?:\d{1,2}[.)/]|[a-zđ][.)]|[-–—+•*])\s*(?=\D)", re.IGNORECASE | re.MULTILINE)
_OF_ONE_KIND = re.compile(r"các (?P<kind>sở|phòng|ban)(?:\s*:\s*|\s+)(?P<names>.+)", re.IGNORECASE)


_NONE: Role = ""


def without_markers(text: str) -> str:
    """Return a cell without the numbers and dashes of a list at the beginning of its lines."""
    return _MARKER.sub("", text) if len(_MARKER.findall(text)) > 1 or "\n" not in text else text


def parts_of(text: str) -> list[tuple[str, Role]]:
    """Return the pieces of a cell, each with the part that its agencies have; one without any words of parts.

    “Chủ trì: A”, “phối hợp với B” name the part first, “A chủ trì” last. What stands before “phối hợp với”
    leads.
    """
    found: list[tuple[str, Role]] = []
    at, now = 0, _NONE
    for words in _WORDS.finditer(text):
        before, role = text[at : words.start()], _role(words["role"])
        names_last = not (words["with"] or words["colon"]) and bool(_ENDS.match(text, words.end()))
        found.append((before, role if names_last else now))
        at, now = words.end(), _NONE if names_last else role
    found.append((text[at:], now))
    kept = [(piece.strip(" ,;.:\n–—-"), role) for piece, role in found]
    kept = [(piece, role) for piece, role in kept if piece]
    if any(role == "coordinating" for _, role in kept) and not any(role == "lead" for _, role in kept):
        return [(piece, role or "lead") for piece, role in kept]
    return kept


def _role(words: str) -> Role:
    return "lead" if slug(words) == "chu-tri" else "coordinating"


def of_one_kind(name: str, before: str = "") -> tuple[str, ...]:
    """Return the full names that a list with its kind of office once may mean; () if it is no such list.

    “Các sở: Nội vụ, Tư pháp” means two departments; so does “Tư pháp, Tài chính” after one.

    Args:
        name: Words that are no known name.
        before: The known name in front of them; empty if there is none.
    """
    kind = ""
    if found := _OF_ONE_KIND.fullmatch(name):
        kind, name = found["kind"].capitalize(), found["names"]
    elif begun := re.match(r"(sở|phòng|ban)\s", before, re.IGNORECASE):
        kind = begun[1].capitalize()
    parts = re.split(r"\s*,\s*(?:và\s+)?|\s+và\s+", name)
    return tuple(f"{kind} {part}" for part in parts if part) if kind else ()
