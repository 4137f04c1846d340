"""Follows references between records and reports those to entries that do not exist.

A reference to an entry that was itself invalid is not reported: the mistake is reported once, where it was
made.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias, TypeVar, get_args

from generator.data.parser import LISTS, RootRecords
from generator.data.problems import Position, Problem
from generator.data.strict_yaml import locate
from generator.data.suggestions import nearest
from generator.model import records
from generator.model.portal import Located
from generator.model.scalars import RefersTo

R = TypeVar("R", bound=records.Record)

Loc: TypeAlias = tuple[str | int, ...]
"""Keys and 0-based positions that lead to a value inside a record, as pydantic gives them."""


class References:
    """The entries that others refer to, by id, and the problems found so far."""

    def __init__(self, root: RootRecords) -> None:
        self.root = root
        self.problems: list[Problem] = []
        # Every list of the parser is registered, so that no list can hold one id twice unseen.
        self.registers: Mapping[str, Mapping[str, Any]] = {name: self.register(name) for name in LISTS}
        self.areas: Mapping[str, Located[records.Area]] = self.registers["areas"]
        self.agencies: Mapping[str, Located[records.Agency]] = self.registers["agencies"]
        self.documents: Mapping[str, Located[records.Document]] = self.registers["documents"]
        self.indicators: Mapping[str, Located[records.Indicator]] = self.registers["indicators"]

    def add(self, located: Located[Any], loc: Loc, code: str, /, **params: str) -> None:
        """Add the problem `code` at the field `loc` of a record, once; `params` fill its message."""
        path, _, line = located.place.rpartition(":")
        node, prefix = self.root.marks.get(f"{located.place} {located.ref}", (None, ()))
        mark = locate(node, loc) if node else Position(int(line), 1)
        name = ".".join((*prefix, *(str(part + 1) if isinstance(part, int) else part for part in loc)))
        problem = Problem.make(path, mark, name, code, **params)
        if problem not in self.problems:
            self.problems.append(problem)

    # Entries --------------------------------------------------------------------------------------------

    def register(self, name: str) -> dict[str, Any]:
        """Return the entries of a list file of ``data/`` by their identifying field (see `parser.LISTS`)."""
        key = LISTS[name][2]
        return self.unique(self.root.lists[name], key, str)

    def unique(
        self, entries: Iterable[Located[R]], key: str, spelling: Callable[[str], str]
    ) -> dict[str, Located[R]]:
        """Return entries by the value of a field; repeated or too similar values are reported and left out.

        Args:
            entries: Entries in the order of the file.
            key: Name of the field.
            spelling: Gives the form in which values must differ, apart from letter case: for values that
                become page addresses, their slug.
        """
        found: dict[str, Located[R]] = {}
        spelt: dict[str, Located[R]] = {}
        for entry in entries:
            value = str(getattr(entry.record, key))
            first = spelt.setdefault(spelling(value).casefold(), entry)
            if first is entry:
                found[value] = entry
            else:
                self.duplicate(entry, first, key)
        return found

    def duplicate(self, entry: Located[Any], first: Located[Any], key: str) -> None:
        """Report an entry whose id is equal to that of `first`, or too similar to it."""
        value, other = str(getattr(entry.record, key)), str(getattr(first.record, key))
        if value == other:
            self.add(entry, (key,), "duplicate-id", value=value, first=first.place)
        else:
            self.add(entry, (key,), "similar-id", value=value, other=other, first=first.place)

    # References -----------------------------------------------------------------------------------------

    def known(self, register: str, value: str, entry: Located[Any], loc: Loc) -> bool:
        """Whether an id is in a register (``agencies``, ``documents`` …); reports it if not.

        See `found` for what is returned.
        """
        kind = LISTS[register][1]
        return self.found(f"{kind}:{value}", value, self.registers[register], entry, loc)

    def by_type(self, entry: Located[Any]) -> None:
        """Check the fields of a record whose type says what their ids refer to (`scalars.RefersTo`)."""
        record: type[records.Record] = type(entry.record)
        for field, register in _registers_of(record):
            value = getattr(entry.record, field)
            if isinstance(value, tuple):
                for index, one in enumerate(value):
                    self.known(register, one, entry, (field, index))
            elif value is not None:
                self.known(register, value, entry, (field,))

    def found(
        self, ref: str, value: str, known: Collection[str], entry: Located[Any], loc: Loc, **params: str
    ) -> bool:
        """Whether a value is known or its entry was invalid; otherwise reports ``unknown-<kind>``.

        Args:
            ref: The whole reference (``task:tp-2026/38``); the part before the colon is the kind.
            value: The value as the record has it.
            known: All valid values.
            entry: The record that refers to it.
            loc: The field in that record.
            params: Values for the message beside `value` and `near`.
        """
        if value in known or self.root.is_rejected(ref):
            return True
        kind = ref.partition(":")[0]
        self.add(entry, loc, f"unknown-{kind}", value=value, near=nearest(value, known), **params)
        return False

    def task(self, entry: Located[Any], tasks: Collection[str], plan_id: str) -> bool:
        """Whether the task that a record names is in the plan; reports it if not."""
        number: str = entry.record.task
        return self.found(f"task:{plan_id}/{number}", number, tasks, entry, ("task",), plan=plan_id)

    def area(self, entry: Located[Any]) -> None:
        """Check that the area of a record, if it has one, exists."""
        if entry.record.area is not None:
            self.known("areas", entry.record.area, entry, ("area",))

    def listed_agencies(self, entry: Located[Any], field: str) -> None:
        """Check that the agencies in a field of a record exist and are named once each."""
        named = getattr(entry.record, field)
        for index, agency in enumerate(named):
            self.known("agencies", agency, entry, (field, index))
            if agency in named[:index]:
                self.add(entry, (field, index), "repeated-value", value=agency)

    def source(self, entry: Located[Any], document: str | None = None) -> None:
        """Check that a record's source is a document that exists; it must be `document`, if that is given."""
        value = entry.record.source.document
        loc = ("source", "document")
        if self.known("documents", value, entry, loc) and document is not None and value != document:
            self.add(entry, loc, "source-of-other-document", value=value, allowed=document)


@cache
def _registers_of(record: type[records.Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a record class that refer to a register, each with its register."""
    return tuple(
        (name, mark.register)
        for name, field in record.model_fields.items()
        for mark in (*field.metadata, *_parts(field.annotation))
        if isinstance(mark, RefersTo)
    )


def _parts(annotation: Any) -> Iterator[Any]:
    """Everything inside a type: members of unions, types of values, and what `Annotated` says of them."""
    for part in get_args(annotation):
        yield part
        yield from _parts(part)
