"""The fields of a place where the documents do not agree: computed by a check, or recorded in the data."""

from collections.abc import Iterator

from generator.data import labels
from generator.measures.consistency import GROUPS, Disagreement, disagreements
from generator.measures.metrics import Measured
from generator.model import records
from generator.view.fields.field import Codes, Field, declared

FOUND = Codes(("computed", "recorded"), "lint.page")
GROUP_CODES = Codes(
    tuple(GROUPS), labels.codes_key(records.ConsistencyNote, "kind"), keys={"upstream": "lint.upstream"}
)


def rows(measured: Measured) -> Iterator[Disagreement]:
    """A row for every entry of the page of disagreements, group by group."""
    return iter(disagreements(measured.portal))


def _details(row: Disagreement) -> tuple[str, ...]:
    """What a check computed, as ``name=value``; nothing for a note, which has its statement."""
    return tuple(f"{name}={value}" for name, value in row.finding.params) if row.finding else ()


NOTES: tuple[Field[Disagreement], ...] = declared(
    records.ConsistencyNote,
    (
        Field("group", lambda row: row.group, codes=GROUP_CODES),
        Field("found", lambda row: "computed" if row.finding else "recorded", codes=FOUND),
        Field("code", lambda row: row.finding.code if row.finding else None),
        Field("id", lambda row: row.note.record.id if row.note else None),
        Field("statement", lambda row: row.note.record.statement if row.note else None),
        Field("details", _details),
        Field("about", lambda row: row.finding.about if row.finding else row.about),
        Field("explained_by", lambda row: row.finding.notes if row.finding else ()),
    ),
)

LEFT_OUT = {
    "kind": "`group` is its kind.",
    "sources": "The page of disagreements names them.",
}
"""Fields of a note's record that are not declared above, with the reason."""
