"""What an editor must do after a plan was imported, as a list to work through.

The total stands on the first line. Then come words to settle, places to look at, and changes of tasks that
are there already. What was found in the same words is one line with all its places; what to do about it
stands once above all lines that ask for the same, and so does a list of what is allowed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.data.problems import Texts, quote, visible
from generator.office.printed_tasks import Eye, WordPlace

Part: TypeAlias = Literal["words", "look", "changes"]
"""``words``: names and wordings that are not known; ``look``: places of the file; ``changes``: of tasks."""

_WORDS = (
    *(
        "agency-unknown",
        "agency-near",
        "agency-several",
        "agency-together",
        "agencies-of-both",
        "area-near",
        "area-unknown",
    ),
    *("deadline-unknown", "deadline-reading", "column-unknown", "column-missing", "value-unreadable"),
)
_CHANGES = (
    *("task-gone", "task-renumbered", "task-reworded", "uncertain-reread", "reading-of-another"),
    "area-of-another",
)
_PARTS: tuple[Part, ...] = ("words", "look", "changes")
_ONCE = frozenset({"deadline-unknown"})
"""Codes with a list of what is allowed that is the same for all of them."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What was found in the same words, with what to do about it and all its places."""

    code: str
    found: str
    mend: str
    places: tuple[str, ...]


def eye_messages(
    file: str, eyes: Sequence[Eye], texts: Texts, name: Callable[[WordPlace], str]
) -> Iterator[str]:
    """Yield the lines of the list; none if there is nothing to do.

    Args:
        file: Name of the file.
        eyes: What must be checked.
        texts: The catalogue.
        name: Gives the words for a place.
    """
    if not eyes:
        return
    parts = {part: [eye for eye in eyes if _part(eye.code) == part] for part in _PARTS}
    entries = {part: _entries(found, texts, name) for part, found in parts.items()}
    counts = (
        texts.text(f"word.list.count-{part}", count=str(len(entries[part])), places=str(len(parts[part])))
        for part in _PARTS
        if parts[part]
    )
    yield texts.text("word.list.total", file=file, count=str(len(eyes)), parts="; ".join(counts))
    for part in _PARTS:
        if entries[part]:
            yield texts.text(f"word.list.{part}")
            yield from _lines(entries[part], eyes, texts)


def _part(code: str) -> Part:
    return "words" if code in _WORDS else "changes" if code in _CHANGES else "look"


def _order(eye: Eye) -> int:
    """Place of a code within its part: words in the order in which they are settled, all else as printed."""
    return _WORDS.index(eye.code) if eye.code in _WORDS else 0


def _entries(eyes: Iterable[Eye], texts: Texts, name: Callable[[WordPlace], str]) -> list[_Entry]:
    """What was found, each wording once, with its places in the order of the file."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for eye in sorted(eyes, key=_order):
        params = _params(eye)
        key = f"word.eye.{eye.code}"
        words = eye.code, texts.text(f"{key}.found", **params), texts.text(f"{key}.mend", **params)
        found.setdefault(words, []).append(name(eye.place))
    return [_Entry(*words, tuple(dict.fromkeys(places))) for words, places in found.items()]


def _params(eye: Eye) -> Mapping[str, str]:
    return {key: visible(value) if key == "allowed" else quote(value) for key, value in eye.params}


def _lines(entries: Sequence[_Entry], eyes: Sequence[Eye], texts: Texts) -> Iterator[str]:
    """Yield the lines of one part: what to do, then every place where it is to be done."""
    by_mend: dict[str, list[_Entry]] = {}
    for entry in entries:
        by_mend.setdefault(entry.mend, []).append(entry)
    for mend, same in by_mend.items():
        yield f"  {mend}:"
        for entry in same:
            yield f"    {'; '.join(entry.places)}: {entry.found}"
        for code in sorted({entry.code for entry in same} & _ONCE):
            known = next(dict(eye.params)["allowed"] for eye in eyes if eye.code == code)
            yield f"    {texts.text(f'word.list.{code}', allowed=visible(known))}"
