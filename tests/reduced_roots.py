"""Valid roots made of a larger one by removing optional fields, records and files at random.

What is left is made valid again round after round, until the check finds no error: entries of registers that
are missed are put back in most roots, and what the check still refuses is removed. The same seed gives
the same root.
"""

import copy
import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, get_args

import yaml

from generator.data.check import check_files
from generator.data.parser import LISTS, PLAN_LISTS, REQUIRED
from generator.data.problems import Problem
from generator.model import records
from generator.model.portal import Portal
from generator.model.quarter_records import QuarterFile
from generator.office.quarter_closing import closed, opened, results_after

MOST_ROUNDS = 60
"""Rounds of removing what the check refuses; a root that is still refused afterwards is given up."""

LEFT = (0.0, 0.1, 0.5, 0.9, 1.0, 1.0)
"""Shares of a file's records, or of their optional fields, that are left; one is drawn for each file."""

FILES_LEFT = (0.5, 0.8, 1.0)
"""Shares of the files that are left; one is drawn for each root."""

KEPT = frozenset({"data/portal.yaml", *(f"data/{name}.yaml" for name in REQUIRED)})
"""Files without which no root is valid; the records in them are removed like others."""

PUT_BACK = 0.8
"""Share of the roots in which entries of registers that are missed are put back."""

FROZEN = ("data/quarters/", "data/snapshots/")

NOT_OPENED, CLOSED = 0.3, 0.7
"""Share of the quarters with results that are not opened, and share of the opened ones that are closed."""

FIRST_DAY, DAYS = date(2025, 1, 1), 2500
"""The as-of day of a root is one of this many days."""

Loaded = dict[str, Any]
"""What the YAML files hold, and the bytes of other files, by path."""


def load(files: Mapping[str, bytes]) -> Loaded:
    """What data files hold, by path."""
    return {
        path: yaml.load(data, yaml.CSafeLoader) if path.endswith(".yaml") else data
        for path, data in files.items()
    }


def reduced(whole: Loaded, seed: int, largest: float = 1.0) -> dict[str, bytes] | None:
    """The data files of a smaller valid root, by path; None if none was found.

    Args:
        whole: What the data files of the root to start from hold.
        seed: Which of the many smaller roots to make.
        largest: Largest share of a file's records that is left, to keep roots small.
    """
    draw = random.Random(seed)  # noqa: S311 - a repeatable choice, not a secret
    share = draw.choice(FILES_LEFT)
    left = {
        path: copy.deepcopy(content)
        for path, content in whole.items()
        if path in KEPT or path.endswith("plan.yaml") or draw.random() < share
    }
    for path, content in left.items():
        if path.endswith(".yaml"):
            _reduce(content, _class_of(path), draw, largest)
    left["data/portal.yaml"]["as_of"] = FIRST_DAY + timedelta(draw.randrange(DAYS))
    valid = _valid(left, whole if draw.random() < PUT_BACK else {})
    return None if valid is None else _closed(valid, draw)


# What is removed -----------------------------------------------------------------------------------------


def _class_of(path: str) -> type[records.Record]:
    """Record class of a file, or of the entries of its list."""
    _, *folders, name = path.removesuffix(".yaml").split("/")
    match folders:
        case ["plans", _, "results"]:
            return records.Results
        case ["plans", _]:
            return records.PlanRecord if name == "plan" else PLAN_LISTS[name][0]
        case ["reports"]:
            return records.ReportRecord
        case ["quarters"]:
            return QuarterFile
        case _:
            return records.PortalSettings if name == "portal" else LISTS[name][0]


def _reduce(content: Any, kind: type[records.Record], draw: random.Random, largest: float) -> None:
    """Remove at random entries of the file's list and optional fields of what is left."""
    inner = content.get("results", content.get("observations")) if isinstance(content, dict) else content
    left, fields_left = min(draw.choice(LEFT), largest), draw.choice(LEFT)
    if inner is not None:
        inner[:] = [entry for entry in inner if draw.random() < left]
    for record in content if isinstance(content, list) else [content]:
        _reduce_fields(record, kind, draw, fields_left)


def _reduce_fields(record: Any, kind: type[records.Record], draw: random.Random, left: float) -> None:
    """Remove at random optional fields of a record and of the records in it."""
    for name, field in kind.model_fields.items():
        key = field.alias or name
        if key not in record:
            continue
        if not field.is_required() and draw.random() >= left:
            del record[key]
            continue
        parts = record[key] if isinstance(record[key], list) else [record[key]]
        for inside in _records_in(field.annotation):
            for part in parts:
                _reduce_fields(part, inside, draw, left)
    if ("uncertain" in record) != ("ocr" in record):
        record.pop("uncertain", None)
        record.pop("ocr", None)
    if "not_entered" not in record:
        record.pop("as_written", None)


def _records_in(annotation: Any) -> Iterator[type[records.Record]]:
    """Record classes in the annotation of a field."""
    if isinstance(annotation, type) and issubclass(annotation, records.Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def _closed(files: dict[str, bytes], draw: random.Random) -> dict[str, bytes]:
    """The files after opening some of the quarters with results, and closing some of these."""
    for quarter in _portal(files).quarters():
        if quarter in _portal(files).quarter_files or draw.random() < NOT_OPENED:
            continue
        files |= {path: data for path, data in opened(quarter, quarter.first_day).items() if data}
        if draw.random() < CLOSED and not results_after(_portal(files), quarter, quarter.last_day):
            files |= closed(_portal(files), quarter, quarter.last_day)
    return files


def _portal(files: dict[str, bytes]) -> Portal:
    portal, problems = check_files(files)
    assert portal is not None, problems
    return portal


# What the check refuses ----------------------------------------------------------------------------------


def _valid(left: Loaded, whole: Loaded) -> dict[str, bytes] | None:
    """The files after putting back what is missed from `whole`, and removing what is refused."""
    for _ in range(MOST_ROUNDS):
        files = _files(left)
        portal, problems = check_files(files)
        if portal is not None:
            return files
        errors = [problem for problem in problems if problem.severity == "error"]
        _remove(left, [error for error in errors if not _put_back(left, whole, error)])
        if not KEPT.issubset(left):
            return None
    return None


def _put_back(left: Loaded, whole: Loaded, error: Problem) -> bool:
    """Whether the error is mended: a missed entry is put back, a document without its text is not held."""
    if error.code == "held-without-text":
        left[error.path][int(error.field.split(".")[0]) - 1]["held"] = False
        return True
    for name, (_, kind, key) in LISTS.items():
        path, value = f"data/{name}.yaml", dict(error.params).get("value")
        if error.code == f"unknown-{kind}":
            missed = [entry for entry in whole.get(path, ()) if entry[key] == value]
            register = left.setdefault(path, [])
            register.extend(copy.deepcopy(entry) for entry in missed if entry not in register)
            return bool(missed)
    return False


def _files(loaded: Loaded) -> dict[str, bytes]:
    return {
        path: content
        if isinstance(content, bytes)
        else yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()
        for path, content in sorted(loaded.items())
    }


def _remove(left: Loaded, errors: Iterable[Problem]) -> None:
    """Remove the innermost list entry that holds the place of each error; the whole file where none does."""
    entries: dict[int, tuple[list[Any], set[int]]] = {}
    for error in errors:
        quarter = dict(error.params).get("quarter")
        if quarter is not None:
            # What was frozen is another root's: the quarter is neither closed nor opened.
            for path in [path for path in left if path.startswith(FROZEN) and quarter in path]:
                del left[path]
            continue
        found = _entry(left.get(error.path), error.field)
        if found is not None:
            holder, index = found
            entries.setdefault(id(holder), (holder, set()))[1].add(index)
        elif error.field == "headline_plan":
            _choose_headline(left)
        elif error.path in left:
            del left[error.path]
        else:
            # A plan without its plan.yaml, or a folder that is named in place of its files.
            folder = error.path.removesuffix("plan.yaml").rstrip("/")
            for path in [path for path in left if path.startswith(f"{folder}/")]:
                del left[path]
    for holder, indices in entries.values():
        holder[:] = [entry for index, entry in enumerate(holder) if index not in indices]


def _entry(content: Any, field: str) -> tuple[list[Any], int] | None:
    """The innermost list on the way to a field (``3.lead.1``) and the position in it; None without a list."""
    found = None
    for part in field.split("."):
        if isinstance(content, list) and part.isdigit() and int(part) <= len(content):
            found = (content, int(part) - 1)
            content = content[int(part) - 1]
        else:
            content = content.get(part) if isinstance(content, dict) else None
    return found


def _choose_headline(left: Loaded) -> None:
    """Make the first plan that is left the headline plan."""
    plans = sorted(path.split("/")[2] for path in left if path.endswith("/plan.yaml"))
    if plans:
        left["data/portal.yaml"]["headline_plan"] = plans[0]
    else:
        del left["data/portal.yaml"]
