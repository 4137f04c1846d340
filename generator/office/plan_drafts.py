"""Makes drafts of a plan's sections and targets from its text, for editors to check beside the tasks.

A draft says only what the text says: a sentence that is not plain stays a section and is told. Records that
are there already are never changed; a draft that differs from one is told.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Generic, TypeAlias, TypeVar

from generator.data.characters import forbidden
from generator.data.parser import parse_root
from generator.data.yaml_writer import OneLine, Quoted, Value, dump
from generator.model import records
from generator.model.scalars import NUMBER_PATTERN
from generator.model.slugs import slug
from generator.office.agency_names import AgencyNames
from generator.office.body_text import BodyPart, read_body
from generator.office.plan_import import PlanImportError
from generator.office.plan_tasks import REMARK, PlanFrame
from generator.office.printed_tasks import Eye, WordPlace
from generator.office.target_sentences import ReadMeasure, read_sentence
from generator.office.target_tables import TableTarget
from generator.office.word_tables import Block, Paragraph, WordTable
from generator.office.yaml_edits import ListPiece, rearranged

_NUMBER = re.compile(NUMBER_PATTERN)
_PERIOD = re.compile(r"(giai đoạn \d{4}\s*[-–]\s*\d{4}|năm \d{4})", re.IGNORECASE)
_OPENING_PERIOD = re.compile(rf"(?:trong|đến)?\s*{_PERIOD.pattern}\s*[:,]", re.IGNORECASE)
_SHARE = re.compile(r"\d\s*%")

ALIKE = 0.8
"""Similarity (0 to 1) from which two texts with one number are taken for one text, reworded."""

MOST_KEY = 48
"""Most characters of the key of a measure."""

Record: TypeAlias = records.Section | records.Target
R = TypeVar("R", records.Section, records.Target)


@dataclass(frozen=True, slots=True)
class Draft(Generic[R]):
    """A record made from the text, and where it stands."""

    record: R
    place: WordPlace
    read: tuple[str, ...] = ()
    """The numbers of a target: the words, and what they were read as."""


@dataclass(frozen=True, slots=True)
class PlanDrafts:
    """The sections and targets of a plan's text, and what an editor must check."""

    sections: tuple[Draft[records.Section], ...] = ()
    targets: tuple[Draft[records.Target], ...] = ()
    eyes: tuple[Eye, ...] = ()
    hidden: tuple[Eye, ...] = ()
    """Paragraphs with characters that no text may hold; if there are any, nothing may be written."""


def read_drafts(
    blocks: Sequence[Block], rows: Sequence[TableTarget], tables: Sequence[WordTable], frame: PlanFrame
) -> PlanDrafts:
    """Read the sections and targets of a plan.

    Args:
        blocks: The plan; only in Word it has a text, and one without any number counts as none.
        rows: The rows of its tables of targets.
        tables: These tables.
        frame: What must be known besides.
    """
    body = read_body(blocks)
    maker = _DraftMaker(frame)
    numbered = any(part.marked for part in body.parts)
    parts = body.parts if numbered else []
    sections = [one for part in parts if (one := maker.section(part)) is not None]
    targets = [set_by for part in parts if (set_by := maker.target(part)) is not None]
    targets += [maker.row(row) for row in rows if maker.is_seen(row)]
    eyes = [*maker.eyes, *_table_eyes(tables)]
    if numbered:
        eyes += [*_body_eyes(parts, body.left_out), *_note_eyes(blocks, parts)]
    return PlanDrafts(tuple(sections), tuple(targets), tuple(eyes), tuple(maker.hidden))


def _table_eyes(tables: Iterable[WordTable]) -> Iterator[Eye]:
    """Yield an eye for what the tables of targets hold but do not show."""
    for table in tables:
        yield from (Eye.of((table.number, 0, 0), note.code, value=note.words) for note in table.notes)
        for row in table.rows:
            for index, cell in enumerate(row.cells, 1):
                place = (table.number, row.number, index)
                yield from (Eye.of(place, note.code, value=note.words) for note in cell.notes)


def _body_eyes(parts: Iterable[BodyPart], left_out: Sequence[str]) -> Iterator[Eye]:
    unmarked = [part.number for part in parts if not part.marked]
    if unmarked:
        yield Eye.of((0, 0, 0), "sections-unmarked", count=str(len(unmarked)), allowed=", ".join(unmarked))
    if left_out:
        yield Eye.of((0, 0, 0), "body-left-out", count=str(len(left_out)), value=" | ".join(left_out))


def _note_eyes(blocks: Sequence[Block], parts: Iterable[BodyPart]) -> Iterator[Eye]:
    """Yield an eye for what a paragraph of the text holds but does not print."""
    used = {part.place for part in parts}
    for place, block in enumerate(blocks, 1):
        if place in used and isinstance(block, Paragraph):
            yield from (Eye.of((0, place, 0), note.code, value=note.words) for note in block.notes)


class _DraftMaker:
    def __init__(self, frame: PlanFrame) -> None:
        self.frame = frame
        self.names = AgencyNames(frame.agencies, frame.owner)
        self.areas = {
            slug(name): area.id
            for area in frame.areas
            for name in (area.name, area.short_name, *(alias.name for alias in area.aliases))
        }
        self.eyes: list[Eye] = []
        self.hidden: list[Eye] = []

    def section(self, part: BodyPart) -> Draft[records.Section] | None:
        place = (0, part.place, 0)
        if found := forbidden(part.words):
            self.hidden.append(Eye.of(place, "hidden", value=f"U+{ord(found[1]):04X}"))
            return None
        if not _NUMBER.fullmatch(part.number):
            self.eyes.append(Eye.of(place, "section-unfit", value=part.number, near=part.words))
            return None
        fields: dict[str, Any] = {
            "number": part.number,
            "kind": part.kind,
            "title": part.title or None,
            "body": part.text or None,
            "area": self._area(part),
            "agencies": self._agencies(part),
            "source": {"document": self.frame.document, "at": part.at},
            "text": self.frame.quality,
        }
        return Draft(records.Section.model_validate(fields), place)

    def _area(self, part: BodyPart | None) -> str | None:
        """Return the area that a heading names, or the one above it; the text of a plan's aims has none."""
        while part is not None:
            name = re.sub(r"\s*\([^()]*\)", "", part.title)
            if part.title and (area := self.areas.get(slug(name))):
                return area
            part = part.above
        return None

    def _agencies(self, part: BodyPart) -> tuple[str, ...]:
        """Return the agencies whose names alone are the heading of a part on who is responsible."""
        if part.kind != "responsibility" or not part.title:
            return ()
        found = self.names.read(part.title)
        known = tuple(match.agency for match in found if match.agency)
        return known if len(known) == len(found) else ()

    def target(self, part: BodyPart) -> Draft[records.Target] | None:
        """Return the target that a part sets; a number that is not read, or stands elsewhere, is told."""
        place = (0, part.place, 0)
        if not _NUMBER.fullmatch(part.number) or not part.text or forbidden(part.words):
            return None
        if part.kind != "goal":
            if _SHARE.search(part.text):
                self.eyes.append(Eye.of(place, "target-elsewhere", value=part.text, near=part.number))
            return None
        measures, unread = read_sentence(part.text)
        self.eyes += [Eye.of(place, "target-unread", value=one, near=part.number) for one in unread]
        if not measures:
            if not unread and part.above is not None and part.level:
                self.eyes.append(Eye.of(place, "target-none", value=part.text, near=part.number))
            return None
        period = self._period(part)
        fields = {
            "number": part.number,
            "title": part.text,
            "area": self._area(part),
            "measures": list(_measures(measures, period)),
            "source": {"document": self.frame.document, "at": part.at},
            "text": self.frame.quality,
            **_gaps(measures=unread),
        }
        read = tuple(f"“{one.written}” → {one.comparator} {one.value} {one.unit}" for one in measures)
        self.eyes.append(Eye.of(place, "target-read", value=part.number, allowed="; ".join(read)))
        if any(one.shared for one in measures):
            self.eyes.append(Eye.of(place, "target-shared", value=part.number, near=measures[0].written))
        return Draft(records.Target.model_validate(fields), place, read)

    def is_seen(self, row: TableTarget) -> bool:
        """Whether a row has no characters that nobody sees; else that is told."""
        words = " ".join((row.title, row.heading, row.responsible, *(value[3] for value in row.values)))
        if found := forbidden(words):
            self.hidden.append(Eye.of(row.place, "hidden", value=f"U+{ord(found[1]):04X}"))
        return not found

    def row(self, row: TableTarget) -> Draft[records.Target]:
        """Return the target of a row of a table; values that are not read are told."""
        self.eyes += [
            Eye.of(place, "target-cell", value=words, near=row.number) for place, words in row.unread
        ]
        responsible, unknown = [], []
        for match in self.names.read(row.responsible) if row.responsible else ():
            if match.agency:
                responsible.append(match.agency)
            else:
                unknown.append(match.written)
                self.eyes.append(Eye.of(row.place, "agency-unknown", value=match.written))
        read = [
            ReadMeasure(row.title, comparator, value, written, unit, baseline=row.baseline[0])
            for comparator, value, unit, written, _ in row.values
        ]
        measures = list(_measures(read, ""))
        for measure, (*_, period) in zip(measures, row.values, strict=True):
            if period:
                measure["period"] = period
            if row.baseline[1] and "baseline" in measure:
                measure["baseline"]["period"] = row.baseline[1]
        fields: dict[str, Any] = {
            "number": row.number,
            "title": row.title,
            "area": self.areas.get(slug(row.heading)),
            "responsible": tuple(dict.fromkeys(responsible)),
            "deadline": row.deadline or None,
            "measures": measures,
            "source": {"document": self.frame.document, "at": row.at, "row": row.row or None},
            "text": self.frame.quality,
            **_gaps(responsible=unknown, measures=[words for _, words in row.unread]),
        }
        told = tuple(f"“{one.written}” → {one.comparator} {one.value} {one.unit}" for one in read)
        if told:
            self.eyes.append(Eye.of(row.place, "target-read", value=row.number, allowed="; ".join(told)))
        return Draft(records.Target.model_validate(fields), row.place, told)

    def _period(self, part: BodyPart) -> str:
        """Return the years for which a text sets its numbers, as it opens or as a heading above says."""
        if found := _OPENING_PERIOD.match(part.text):
            return found[1]
        above = part.above
        while above is not None:
            if found := _PERIOD.search(above.title):
                return f"{found[1][:1].lower()}{found[1][1:]}"
            above = above.above
        return ""


def _gaps(**unread: Sequence[str]) -> dict[str, Any]:
    """Return what a target says of fields that the text states and that were not read, with its words."""
    words = {name: "; ".join(parts) for name, parts in unread.items() if parts}
    return {"not_entered": tuple(words), "as_written": words} if words else {}


def _measures(read: Iterable[ReadMeasure], period: str) -> Iterator[dict[str, Any]]:
    """Yield the measures of a target as its record takes them, each with a key of its own."""
    used: set[str] = set()
    for one in read:
        key = base = _key(one.label)
        count = 2
        while key in used:
            key, count = f"{base}-{count}", count + 1
        used.add(key)
        fields: dict[str, Any] = {
            "key": key,
            "label": one.label,
            "comparator": one.comparator,
            "value": one.value,
            "value_as_written": one.written,
            "unit": one.unit,
            "period": period or None,
            "direction": one.direction or None,
            "exception": one.exception or None,
        }
        if one.baseline:
            year = _PERIOD.search(one.baseline)
            fields["baseline"] = {"value_as_written": one.baseline, "period": year[1] if year else None}
        if one.stretch:
            comparator, value, words = one.stretch
            fields["stretch"] = {"comparator": comparator, "value": value, "value_as_written": words}
        yield {name: value for name, value in fields.items() if value is not None}


def _key(label: str) -> str:
    """Return a short key in the words of a label."""
    words = slug(re.sub(r"\([^()]*\)", "", label))
    return words if len(words) <= MOST_KEY else words[:MOST_KEY].rpartition("-")[0] or words[:MOST_KEY]


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file with drafts added."""

    data: bytes | None
    """Its new content; None if nothing is new."""
    added: int = 0
    eyes: tuple[Eye, ...] = ()


def drafts_file(
    name: str, drafts: Sequence[Draft[Any]], files: Mapping[str, bytes], path: str, *, replace: bool
) -> DraftFile:
    """Add drafts to a plan's file of sections or targets.

    Args:
        name: Which list: ``sections`` or ``targets``.
        drafts: The drafts in printed order.
        files: The data files by path.
        path: Path of the file; it may not be there yet.
        replace: Whether a file with records may get more; else it is left alone, and that is told.

    Raises:
        PlanImportError: The present file has errors, so what is in it cannot be known.
    """
    data = files.get(path, b"")
    root, problems = parse_root({path: data}) if data else (None, [])
    if drafts and any(problem.severity == "error" and problem.path == path for problem in problems):
        raise PlanImportError("unsound", path=path)
    found = [] if root is None else [located for plan in root.plans.values() for located in plan.lists[name]]
    old: list[Record] = [located.record for located in found]
    if old and drafts and not replace:
        return DraftFile(None, 0, (Eye.of((0, 0, 0), "drafts-wait", count=str(len(old)), value=path),))
    pairs = _pairs(old, [draft.record for draft in drafts])
    eyes = list(_differences(old, drafts, pairs))
    taken = {record.number for record in old}
    new: dict[int, list[Draft[Any]]] = {}
    at = -1
    for index, draft in enumerate(drafts):
        if index in pairs:
            at = pairs[index]
        elif draft.record.number in taken:
            eyes.append(
                Eye.of(draft.place, "draft-taken", value=draft.record.number, near=_words(draft.record))
            )
        else:
            new.setdefault(at, []).append(draft)
    added = sum(map(len, new.values()))
    if not added:
        return DraftFile(None, 0, tuple(eyes))
    pieces = [ListPiece(_lines(draft)) for draft in new.get(-1, ())]
    for place in range(len(old)):
        pieces += [ListPiece((), place), *(ListPiece(_lines(draft)) for draft in new.get(place, ()))]
    if not old:
        text = "".join(line for piece in pieces for line in piece.lines)
        return DraftFile(text.encode(), added, tuple(eyes))
    return DraftFile(rearranged(path, data, pieces, _NEVER), added, tuple(eyes))


_NEVER = re.compile(r"(?!)")
"""Comments above present entries stay, also those of drafts."""


def _pairs(old: Sequence[Record], new: Sequence[Record]) -> dict[int, int]:
    """Return the position of the present record by that of the draft which says the same."""
    found: dict[int, int] = {}
    free = set(range(len(old)))
    by_words: dict[str, list[int]] = {}
    for place, record in enumerate(old):
        by_words.setdefault(slug(_words(record)), []).append(place)
    for index, draft in enumerate(new):
        same = [place for place in by_words.get(slug(_words(draft)), ()) if place in free]
        same.sort(key=lambda place: old[place].number != draft.number)
        if same:
            found[index] = same[0]
            free.discard(same[0])
    by_number = {record.number: place for place, record in enumerate(old)}
    for index, draft in enumerate(new):
        place = by_number.get(draft.number, -1)
        if index not in found and place in free:
            ratio = SequenceMatcher(None, slug(_words(old[place])), slug(_words(draft))).ratio()
            if ratio >= ALIKE:
                found[index] = place
                free.discard(place)
    return found


def _differences(
    old: Sequence[Record], drafts: Sequence[Draft[Any]], pairs: Mapping[int, int]
) -> Iterator[Eye]:
    """Yield an eye for each present record that the file words otherwise, or does not have."""
    for index, place in pairs.items():
        was, now = old[place], drafts[index].record
        if " ".join(_words(was).split()) != " ".join(_words(now).split()):
            params = {"value": was.number, "near": _words(now)}
            yield Eye.of(drafts[index].place, "draft-reworded", **params)
    gone = sorted(set(range(len(old))) - set(pairs.values()))
    if gone and drafts:
        numbers = ", ".join(old[place].number for place in gone)
        yield Eye.of((0, 0, 0), "drafts-gone", count=str(len(gone)), allowed=numbers)


def _words(record: Record) -> str:
    if isinstance(record, records.Target):
        return record.title
    return " ".join(filter(None, (record.title, record.body)))


def _lines(draft: Draft[Any]) -> list[str]:
    """Return the YAML lines of a draft; above a target, what its numbers were read as."""
    record = draft.record
    remarks = [f"# {record.number} › measures: {json.dumps(one, ensure_ascii=False)}\n" for one in draft.read]
    assert all(map(REMARK.match, remarks))  # noqa: S101 - they are known again by this pattern
    return [*remarks, *dump([_entry(record)]).splitlines(keepends=True)]


def _entry(record: Record) -> Mapping[str, Value]:
    """Return the fields of a record in the order of its class, as the data files write them."""
    plain = record.model_dump(exclude_defaults=True, exclude_none=True, mode="json")
    plain["number"] = Quoted(record.number)
    row: dict[str, Value] = {"row": Quoted(record.source.row)} if record.source.row else {}
    plain["source"] = OneLine({"document": record.source.document, "at": Quoted(record.source.at), **row})
    for name in ("agencies", "responsible", "not_entered"):
        if name in plain:
            plain[name] = OneLine(list(plain[name]))
    if "as_written" in plain:
        plain["as_written"] = OneLine({name: Quoted(words) for name, words in plain["as_written"].items()})
    for measure in plain.get("measures", ()):
        for name in ("baseline", "stretch"):
            if name in measure:
                part = {key: value for key, value in measure[name].items() if value is not None}
                measure[name] = OneLine({key: Quoted(value) for key, value in part.items()})
        for name in ("value", "value_as_written", "comparator"):
            measure[name] = Quoted(measure[name])
        measure.pop("not_entered", None)
    order = (*type(record).model_fields, "source", "text")
    first = [name for name in order if name in plain and name not in ("source", "text")]
    return {name: plain[name] for name in (*first, "source", "text")}
