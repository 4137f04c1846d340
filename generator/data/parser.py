"""Reads the data files and parses them into typed records, collecting all problems.

Only `read_files` touches the disk; `parse_root` is pure.
"""

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.data import closed_quarter
from generator.data.memory import Memory
from generator.data.problems import FileProblems, Position, Problem
from generator.data.record_errors import record_problems
from generator.data.root_files import read_plain
from generator.data.snapshots import MAX_TABLE_BYTES, check_table
from generator.data.source_text import MAX_BYTES, check_text
from generator.data.strict_yaml import Mapping as MappingNode
from generator.data.strict_yaml import Node, Scalar, load, to_plain
from generator.data.strict_yaml import Sequence as SequenceNode
from generator.data.suggestions import as_id, nearest
from generator.data.transaction import locked_for_reading
from generator.model import records, scalars
from generator.model.portal import Located
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile

R = TypeVar("R", bound=records.Record)
E = TypeVar("E", bound=records.Record)

START = Position(1, 1)

LISTS: Mapping[str, tuple[type[records.Record], str, str]] = {
    "areas": (records.Area, "area", "id"),
    "agencies": (records.Agency, "agency", "id"),
    "documents": (records.Document, "document", "id"),
    "indicators": (records.Indicator, "indicator", "id"),
    "glossary": (records.Term, "term", "term"),
    "consistency": (records.ConsistencyNote, "note", "id"),
}
"""Files of ``data/`` with a list: record class, kind in references (``task:``), identifying field."""

PLAN_LISTS: Mapping[str, tuple[type[records.Record], str, str]] = {
    "sections": (records.Section, "section", "number"),
    "targets": (records.Target, "target", "number"),
    "tasks": (records.TaskRecord, "task", "number"),
    "proofs": (records.Proof, "proof", "task"),
    "events": (records.Event, "event", "task"),
}
"""The same for the list files in a plan's folder."""

REQUIRED = ("areas", "agencies", "documents")
"""Lists that most files refer to. If one is missing, the file is reported, not each reference into it."""


_CHECKED: Memory[list[Problem]] = Memory(16 * 2**20)
"""Problems of texts and frozen tables that were checked."""


@dataclass
class PlanRecords:
    """The records of one plan's folder, before references are checked."""

    id: str
    plan: Located[records.PlanRecord] | None = None
    lists: dict[str, list[Located[Any]]] = field(default_factory=lambda: {name: [] for name in PLAN_LISTS})
    results: list[tuple[Quarter, Located[records.Results], list[Located[records.Result]]]] = field(
        default_factory=list
    )
    """Each results file: its quarter, the file as a record, its valid entries."""


@dataclass
class RootRecords:
    """All records of a root with their places, before references are checked."""

    settings: Located[records.PortalSettings] | None = None
    lists: dict[str, list[Located[Any]]] = field(default_factory=lambda: {name: [] for name in LISTS})
    plans: dict[str, PlanRecords] = field(default_factory=dict)
    reports: dict[str, tuple[Located[records.ReportRecord], list[Located[records.Observation]]]] = field(
        default_factory=dict
    )
    quarters: dict[Quarter, Located[QuarterFile]] = field(default_factory=dict)
    snapshots: dict[Quarter, dict[str, bytes]] = field(default_factory=dict)
    """Frozen tables of closed quarters, by file stem; empty if what is in the file is reported."""
    texts: dict[str, bytes] = field(default_factory=dict)
    sources: dict[str, bytes] = field(default_factory=dict)
    marks: dict[str, tuple[Node, tuple[str, ...]]] = field(default_factory=dict)
    """Each record's YAML node and the keys that lead to it, by place and reference, for later problems."""
    rejected: set[str] = field(default_factory=set)
    """Case-folded references to entries that are in a file but invalid."""
    unread: set[str] = field(default_factory=set)
    """Prefixes of references to entries of files that could not be read."""

    def entries(self) -> Iterator[Located[Any]]:
        """Yield every entry of a list, of the registers, plans and reports."""
        plans = self.plans.values()
        yield from chain.from_iterable(self.lists.values())
        yield from chain.from_iterable(entries for plan in plans for entries in plan.lists.values())
        yield from chain.from_iterable(entries for plan in plans for *_, entries in plan.results)
        yield from chain.from_iterable(entries for _, entries in self.reports.values())

    def is_rejected(self, ref: str) -> bool:
        """Whether a reference names an invalid entry; that is reported, so the reference need not be."""
        folded = ref.casefold()
        return folded in self.rejected or any(folded.startswith(prefix) for prefix in self.unread)


def read_files(root: Path) -> dict[str, bytes]:
    """Read all data files; return their bytes by path relative to the root, with ``/``.

    A change that was interrupted is undone first (see `transaction`).

    Raises:
        ProblemError: The root has links or other odd files (see `root_files`); nothing was read.
        ReplaceError: An interrupted change cannot be undone.
    """
    base = root / "data"
    found: dict[str, bytes] = {}
    with locked_for_reading(root):
        for path in sorted(base.rglob("*")):
            name = path.relative_to(root).as_posix()
            if is_data(name) and path.is_file():
                limit = MAX_TABLE_BYTES if name.endswith(".csv") else MAX_BYTES
                # One byte more than allowed is enough to refuse a file, however large it is.
                found[name] = read_plain(root, name, limit + 1)
    return found


def is_data(name: str) -> bool:
    """Whether a file under ``data/`` is data: not in ``schema/`` or ``inbox/``, no README, not hidden."""
    parts = name.split("/")
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and parts[1] not in {"schema", "inbox"} and parts[-1] != "README.md"


def parse_root(files: Mapping[str, bytes]) -> tuple[RootRecords, list[Problem]]:
    """Parse all files (by path) into records; return them with all problems."""
    root = RootRecords()
    problems: list[Problem] = []
    root.sources.update(files)
    with _collector_paused():
        for path, data in files.items():
            _parse_file(path, data, root, problems)
    if "data/portal.yaml" not in files:
        problems.append(Problem.make("data/portal.yaml", START, "", "missing-file"))
    for name in REQUIRED:
        if f"data/{name}.yaml" not in files:
            problems.append(Problem.make(f"data/{name}.yaml", START, "", "missing-file"))
            root.unread.add(f"{LISTS[name][1]}:")
    for plan in root.plans.values():
        if plan.plan is None:
            root.rejected.add(f"plan:{plan.id}")
            root.unread |= {f"{kind}:{plan.id}/" for kind in ("task", "target", "section")}
            if f"data/plans/{plan.id}/plan.yaml" not in files:
                problems.append(Problem.make(f"data/plans/{plan.id}/plan.yaml", START, "", "missing-file"))
    return root, problems


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause garbage collection: parsing makes millions of objects, none in cycles, and is twice as fast."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _parse_file(  # noqa: C901 - one case a kind of file
    path: str, data: bytes, root: RootRecords, problems: list[Problem]
) -> None:
    parts = path.split("/")[1:]
    stem, _, suffix = parts[-1].rpartition(".")
    read = partial(_Reader, path, data, root, problems)
    match [suffix, *parts]:
        case ["txt", "texts", _]:
            root.texts[stem] = data
            problems += _checked(check_text, path, data)
        case ["yaml", "portal.yaml"]:
            root.settings = read().single(records.PortalSettings, "portal")
        case ["yaml", _] if stem in LISTS:
            root.lists[stem] = read().listed(LISTS[stem])
        case ["yaml", "quarters", _]:
            if quarter := _quarter(stem, path, problems):
                read().quarter(quarter)
        case ["csv", "snapshots", folder, _] if stem in closed_quarter.TABLES:
            if quarter := _quarter(folder, path, problems):
                found = _checked(check_table, path, data)
                problems += found
                root.snapshots.setdefault(quarter, {})[stem] = b"" if found else data
        case ["yaml", "reports", _]:
            if _id_ok(stem, path, problems):
                read().report(stem)
        case ["yaml", "plans", plan_id, *rest] if _is_of_plan(rest):
            if plan := _plan(plan_id, root, problems):
                _parse_plan_file(read(), plan, rest)
        case _:
            problems.append(_unknown_file(path, _files_beside(parts)))


def _checked(check: Callable[[bytes, FileProblems], None], path: str, data: bytes) -> list[Problem]:
    def found(path: str, data: bytes) -> list[Problem]:
        problems = FileProblems(path)
        check(data, problems)
        return problems.all()

    return _CHECKED.get(path, data, found)


def _is_of_plan(rest: list[str]) -> bool:
    """Whether a path is one of the files that a plan's folder may have."""
    match rest:
        case ["plan.yaml"] | ["results", _]:
            return True
        case [name]:
            return name.removesuffix(".yaml") in PLAN_LISTS
        case _:
            return False


def _parse_plan_file(reader: "_Reader", plan: PlanRecords, rest: list[str]) -> None:
    stem = rest[-1].removesuffix(".yaml")
    match rest:
        case ["results", _]:
            reader.results(plan, stem)
        case ["plan.yaml"]:
            plan.plan = reader.single(records.PlanRecord, f"plan:{plan.id}")
        case _:
            plan.lists[stem] = reader.listed(PLAN_LISTS[stem], f"{plan.id}/")


def _id_ok(value: str, path: str, problems: list[Problem]) -> bool:
    """Whether the name of a file or folder is a valid id; reports it if not."""
    if re.fullmatch(scalars.ID_PATTERN, value):
        return True
    problems.append(Problem.make(path, START, "", "bad-id", value=value, near=as_id(value)))
    return False


def _quarter(name: str, path: str, problems: list[Problem]) -> Quarter | None:
    """Return the quarter that a file or folder is named after; reports the name if there is none."""
    quarter = Quarter.parse(name)
    if quarter is None:
        problems.append(Problem.make(path, START, "", "bad-quarter-file", value=name))
    return quarter


def _plan(plan_id: str, root: RootRecords, problems: list[Problem]) -> PlanRecords | None:
    """Return the records of a plan's folder; None if its name is not an id, which is reported once."""
    if not _id_ok(plan_id, f"data/plans/{plan_id}", problems):
        return None
    return root.plans.setdefault(plan_id, PlanRecords(plan_id))


def _unknown_file(path: str, known: list[str]) -> Problem:
    near = nearest(path.rpartition("/")[2], known)
    return Problem.make(path, START, "", "unknown-file", allowed=", ".join(known), near=near)


def _files_beside(parts: list[str]) -> list[str]:
    """Return names of the files that are allowed in the folder of a file."""
    stem = as_id(parts[-1].rpartition(".")[0] or parts[-1])
    match parts[:-1]:
        case []:
            return ["portal.yaml", *(f"{name}.yaml" for name in LISTS)]
        case ["plans", _]:
            return ["plan.yaml", *(f"{name}.yaml" for name in PLAN_LISTS)]
        case ["texts"]:
            return [f"{stem}.txt"]
        case ["reports"] | ["plans", _, "results"] | ["quarters"]:
            return [f"{stem}.yaml"]
        case ["snapshots", _]:
            return [f"{name}.csv" for name in closed_quarter.TABLES]
        case _:
            inside = ("plans/…/plan.yaml", "reports/….yaml", "texts/….txt")
            return [f"data/{name}" for name in ("portal.yaml", *(f"{name}.yaml" for name in LISTS), *inside)]


class _Reader:
    """Parses one YAML file into records with places, adding to the root's `marks` and to the problems."""

    def __init__(self, path: str, data: bytes, root: RootRecords, problems: list[Problem]) -> None:
        self.path = path
        self.root = root
        self.problems = problems
        self.node, found = load(path, data)
        self.reported = frozenset(problem.field for problem in found)
        problems.extend(found)

    def add(self, mark: Position, name: str, code: str, **params: str) -> None:
        self.problems.append(Problem.make(self.path, mark, name, code, **params))

    def single(self, model: type[R], ref: str) -> Located[R] | None:
        if self.node is None:
            return None
        record = self.validate(self.node, model)
        return None if record is None else self.located(record, self.node, ref)

    def listed(self, kind: tuple[type[R], str, str], scope: str = "") -> list[Located[R]]:
        """Return the valid records of a file with a list; `scope` is put before ids in their references."""
        model, name, key = kind
        return self.entries(model, f"{name}:{scope}", (key,), self.node, ())

    def entries(
        self, model: type[R], ref: str, keys: tuple[str, ...], node: Node | None, prefix: tuple[str, ...]
    ) -> list[Located[R]]:
        """Return the valid records of a list, reporting invalid ones.

        Args:
            model: Class of the records.
            ref: Prefix of their references (``agency:``, ``task:tp-2026/``).
            keys: Fields whose values, joined by ``/``, complete the reference.
            node: The list; None if it is missing or could not be read.
            prefix: Keys that lead to the list in its file.
        """
        if not isinstance(node, SequenceNode):
            if node is not None:
                self.add(node.mark, ".".join(prefix), "expected-list", near="")
            self.root.unread.add(ref)
            return []
        found = []
        for index, item in enumerate(node.items):
            place = (*prefix, str(index + 1))
            record = self.validate(item, model, place)
            if record is None:
                words = _words(item, keys)
                self.root.rejected |= {f"{ref}{words}".casefold(), f"{ref}{as_id(words)}"}
            else:
                names = (getattr(record, key) for key in keys)
                found.append(self.located(record, item, f"{ref}{'/'.join(filter(None, names))}", place))
        return found

    def located(self, record: R, node: Node, ref: str, prefix: tuple[str, ...] = ()) -> Located[R]:
        place = f"{self.path}:{node.mark.line}"
        self.root.marks[f"{place} {ref}"] = (node, prefix)
        return Located(record, place, ref)

    def validate(self, node: Node, model: type[R], prefix: tuple[str, ...] = ()) -> R | None:
        try:
            return model.model_validate(to_plain(node))
        except ValidationError as error:
            self.problems += record_problems(
                error, self.path, node, model, prefix=prefix, reported=self.reported
            )
            return None

    def results(self, plan: PlanRecords, stem: str) -> None:
        quarter = _quarter(stem, self.path, self.problems)
        if quarter is None:
            return
        ref = f"result:{plan.id}/{stem}/"
        placed = self.inner(records.Result, ref, ("task", "target", "agency"), "results")
        head = self.head(records.Results, f"results:{plan.id}/{stem}", "results", placed)
        if head is not None:
            plan.results.append((quarter, head, placed))

    def quarter(self, quarter: Quarter) -> None:
        ref = f"quarter:{quarter.id}"
        located = self.single(QuarterFile, ref)
        if located is None:
            self.root.rejected.add(ref)
        else:
            self.root.quarters[quarter] = located

    def report(self, stem: str) -> None:
        placed = self.inner(records.Observation, "observation:", ("key",), "observations")
        head = self.head(records.ReportRecord, f"report:{stem}", "observations", placed)
        if head is None:
            self.root.unread.add("observation:")
        else:
            self.root.reports[stem] = (head, placed)

    def inner(self, model: type[R], ref: str, keys: tuple[str, ...], key: str) -> list[Located[R]]:
        """Return the valid records of the list under a key of the file."""
        child = _child(self.node, key)
        return self.entries(model, ref, keys, child if isinstance(child, SequenceNode) else None, (key,))

    def head(self, model: type[R], ref: str, key: str, placed: list[Located[E]]) -> Located[R] | None:
        """Return the record of a whole file, with the entries of the list under `key` put in.

        Entries are validated separately, so that an invalid one does not make the others disappear.
        """
        if self.node is None:
            return None
        record = self.validate(_without_items(self.node, key), model)
        if record is None:
            return None
        whole = record.model_copy(update={key: tuple(located.record for located in placed)})
        return self.located(whole, self.node, ref)


def _child(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.entries if name.text == key), None)


def _without_items(node: Node, key: str) -> Node:
    """Return the mapping with the list under a key emptied; anything else unchanged."""
    if not isinstance(node, MappingNode) or not isinstance(_child(node, key), SequenceNode):
        return node
    return MappingNode(
        tuple((k, SequenceNode((), v.mark) if k.text == key else v) for k, v in node.entries), node.mark
    )


def _words(node: Node, keys: tuple[str, ...]) -> str:
    """Return the texts under the keys of a mapping, joined by ``/``; keys that are absent are skipped."""
    if not isinstance(node, MappingNode):
        return ""
    texts = {name.text: value.text for name, value in node.entries if isinstance(value, Scalar)}
    return "/".join(texts[key] for key in keys if key in texts)
