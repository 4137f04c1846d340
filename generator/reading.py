"""Stages 1-3: folder → bytes → values with positions → typed records, collecting every problem.

`read_files` is the edge that touches the disk; `parse_root` is pure.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator import records
from generator.portal import Located
from generator.problems import Problem
from generator.quarter import Quarter
from generator.strict_yaml import Mapping as MappingNode
from generator.strict_yaml import Mark, Node, load, locate, to_plain
from generator.strict_yaml import Sequence as SequenceNode

R = TypeVar("R", bound=records.Record)

START = Mark(1, 1)

LISTS: Mapping[str, tuple[type[records.Record], str, str]] = {
    "areas": (records.Area, "area", "id"),
    "agencies": (records.Agency, "agency", "id"),
    "documents": (records.Document, "document", "id"),
    "indicators": (records.Indicator, "indicator", "id"),
    "glossary": (records.Term, "term", "term"),
    "consistency": (records.ConsistencyNote, "note", "id"),
}
"""Files of ``data/`` that hold a list: record, kind of reference, field that identifies an entry."""

PLAN_LISTS: Mapping[str, tuple[type[records.Record], str, str]] = {
    "sections": (records.Section, "section", "number"),
    "targets": (records.Target, "target", "number"),
    "tasks": (records.Task, "task", "number"),
    "proofs": (records.Proof, "proof", "task"),
    "events": (records.Event, "event", "task"),
}
"""Files of a plan's folder that hold a list."""

PYDANTIC_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "literal_error": "not-allowed-value",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "dict_type": "expected-mapping",
    "model_type": "expected-mapping",
    "model_attributes_type": "expected-mapping",
    "string_type": "expected-text",
}
"""Pydantic's own error types in the words of the problem catalogue; ours pass through."""


@dataclass
class PlanRecords:
    """The records of one plan folder, not yet resolved."""

    id: str
    plan: Located[records.Plan] | None = None
    lists: dict[str, list[Located[Any]]] = field(default_factory=lambda: {name: [] for name in PLAN_LISTS})
    results: list[tuple[Quarter, Located[records.Results], list[Located[records.Result]]]] = field(
        default_factory=list
    )


@dataclass
class RootRecords:
    """Every record of a root, typed and placed, not yet resolved."""

    settings: Located[records.PortalSettings] | None = None
    lists: dict[str, list[Located[Any]]] = field(default_factory=lambda: {name: [] for name in LISTS})
    plans: dict[str, PlanRecords] = field(default_factory=dict)
    reports: dict[str, tuple[Located[records.Report], list[Located[records.Observation]]]] = field(
        default_factory=dict
    )
    texts: dict[str, bytes] = field(default_factory=dict)
    sources: dict[str, bytes] = field(default_factory=dict)
    marks: dict[str, tuple[Node, str]] = field(default_factory=dict)
    """Node and path of each placed record, by place, for problems found later."""


def read_files(root: Path) -> dict[str, bytes]:
    """Bytes of every file under ``data/``, by path relative to the root with ``/``.

    Left out: what is not data of the portal (``schema/``, ``inbox/``, README, hidden files).
    """
    base = root / "data"
    found: dict[str, bytes] = {}
    for path in sorted(base.rglob("*")):
        relative = path.relative_to(root)
        if not path.is_file() or any(part.startswith(".") for part in relative.parts):
            continue
        if relative.parts[1] in {"schema", "inbox"} or relative.name == "README.md":
            continue
        found[relative.as_posix()] = path.read_bytes()
    return found


def parse_root(files: Mapping[str, bytes]) -> tuple[RootRecords, list[Problem]]:
    """Typed records of every file, and every problem found in them."""
    root = RootRecords()
    problems: list[Problem] = []
    root.sources.update(files)
    for path, data in files.items():
        _parse_file(path, data, root, problems)
    if "data/portal.yaml" not in files:
        problems.append(Problem.make("data/portal.yaml", START, "", "missing-file"))
    for plan in root.plans.values():
        if plan.plan is None and f"data/plans/{plan.id}/plan.yaml" not in files:
            problems.append(Problem.make(f"data/plans/{plan.id}/plan.yaml", START, "", "missing-file"))
    return root, problems


def _parse_file(path: str, data: bytes, root: RootRecords, problems: list[Problem]) -> None:
    parts = path.split("/")[1:]
    if parts[0] == "texts" and len(parts) == 2 and parts[1].endswith(".txt"):
        root.texts[parts[1].removesuffix(".txt")] = data
        return
    stem, _, suffix = parts[-1].rpartition(".")
    if suffix != "yaml":
        problems.append(Problem.make(path, START, "", "unknown-file"))
        return
    reader = _Reader(path, data, root, problems)
    match parts:
        case ["portal.yaml"]:
            root.settings = reader.single(records.PortalSettings, "portal")
        case [_] if stem in LISTS:
            model, kind, key = LISTS[stem]
            root.lists[stem] = reader.entries(model, kind, key)
        case ["reports", _]:
            if reader.id_ok(stem):
                reader.report(stem)
        case ["plans", plan_id, *rest] if len(rest) in {1, 2}:
            if not reader.id_ok(plan_id):
                return
            plan = root.plans.setdefault(plan_id, PlanRecords(plan_id))
            if rest == ["plan.yaml"]:
                plan.plan = reader.single(records.Plan, f"plan:{plan_id}")
            elif len(rest) == 1 and stem in PLAN_LISTS:
                model, kind, key = PLAN_LISTS[stem]
                plan.lists[stem] = reader.entries(model, f"{kind}:{plan_id}/", key)
            elif rest[0] == "results" and len(rest) == 2:
                reader.results(plan, stem)
            else:
                problems.append(Problem.make(path, START, "", "unknown-file"))
        case _:
            problems.append(Problem.make(path, START, "", "unknown-file"))


class _Reader:
    """Reads one YAML file into placed records, adding to the root's marks and problems."""

    def __init__(self, path: str, data: bytes, root: RootRecords, problems: list[Problem]) -> None:
        self.path = path
        self.root = root
        self.problems = problems
        self.node, found = load(path, data)
        problems.extend(found)

    def id_ok(self, value: str) -> bool:
        if re.fullmatch(records.ID_PATTERN, value):
            return True
        self.add(START, "", "bad-id", value=value)
        return False

    def add(self, mark: Mark, name: str, code: str, **params: str) -> None:
        self.problems.append(Problem.make(self.path, mark, name, code, **params))

    def single(self, model: type[R], ref: str) -> Located[R] | None:
        if self.node is None:
            return None
        record = self.validate(self.node, model)
        return None if record is None else self.located(record, self.node, ref)

    def entries(
        self, model: type[R], kind: str, key: str, node: Node | None = None, prefix: tuple[str, ...] = ()
    ) -> list[Located[R]]:
        node = node or self.node
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.add(node.mark, ".".join(prefix), "expected-list")
            return []
        found = []
        separator = "" if kind.endswith("/") else ":"
        for index, item in enumerate(node.items):
            record = self.validate(item, model, (*prefix, str(index + 1)))
            if record is not None:
                found.append(self.located(record, item, f"{kind}{separator}{getattr(record, key)}"))
        return found

    def located(self, record: R, node: Node, ref: str) -> Located[R]:
        place = f"{self.path}:{node.mark.line}"
        self.root.marks[f"{place} {ref}"] = (node, self.path)
        return Located(record, place, ref)

    def validate(self, node: Node, model: type[R], prefix: tuple[str, ...] = ()) -> R | None:
        try:
            return model.model_validate(to_plain(node))
        except ValidationError as error:
            self._translate(error, node, model, prefix)
            return None

    def _translate(
        self, error: ValidationError, node: Node, model: type[records.Record], prefix: tuple[str, ...]
    ) -> None:
        for item in error.errors(include_url=False):
            loc = item["loc"]
            code = PYDANTIC_CODES.get(item["type"], item["type"])
            context = item.get("ctx", {})
            params = {name: str(value) for name, value in context.items()}
            name = ".".join((*prefix, *(str(part + 1) if isinstance(part, int) else part for part in loc)))
            params.setdefault("value", item["input"] if isinstance(item["input"], str) else "")
            if code == "unknown-field":
                allowed = _fields_at(model, loc[:-1])
                params["value"] = str(loc[-1])
                params["allowed"] = ", ".join(allowed)
                params["near"] = next(iter(get_close_matches(str(loc[-1]), allowed, 1)), "")
            if code == "not-allowed-value":
                params["allowed"] = params.pop("expected").replace("'", "").replace(" or ", ", ")
            self.add(locate(node, loc), name, code, **params)

    def results(self, plan: PlanRecords, stem: str) -> None:
        quarter = Quarter.parse(stem)
        if quarter is None:
            self.add(START, "", "bad-quarter-file", value=stem)
            return
        record = self.single(records.Results, f"results:{plan.id}/{stem}")
        if record is None or not isinstance(self.node, MappingNode):
            return
        items = self._children("results")
        ref = f"result:{plan.id}/{stem}/"
        placed = [
            self.located(result, item, f"{ref}{result.task or result.target}/{result.agency}")
            for result, item in zip(record.record.results, items, strict=True)
        ]
        plan.results.append((quarter, record, placed))

    def report(self, stem: str) -> None:
        record = self.single(records.Report, f"report:{stem}")
        if record is None:
            return
        items = self._children("observations")
        placed = [
            self.located(observation, item, f"observation:{observation.key}")
            for observation, item in zip(record.record.observations, items, strict=True)
        ]
        self.root.reports[stem] = (record, placed)

    def _children(self, key: str) -> tuple[Node, ...]:
        if isinstance(self.node, MappingNode):
            for name, value in self.node.entries:
                if name.text == key and isinstance(value, SequenceNode):
                    return tuple(value.items)
        return ()


def _fields_at(model: type[records.Record], loc: Iterable[str | int]) -> list[str]:
    """Names a mapping may hold at a place inside a record."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        named = {f.alias or n: f for n, f in current.model_fields.items()}
        current = _record_in(named[part].annotation) if part in named else None
        if current is None:
            return []
    return [f.alias or n for n, f in current.model_fields.items()]


def _record_in(annotation: Any) -> type[records.Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, records.Record):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _record_in(inner)
        if found is not None:
            return found
    return None
