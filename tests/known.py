"""Data files as they would be if they had been written on an earlier day: everything later is removed.

Written apart from `generator.measures.knowledge`, over the YAML of the files, to compare with it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import yaml

from generator.data.check import check_files
from generator.data.corrections import correct
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.quarter_closing import closed
from tests.portals import DOCUMENTS, EVENTS, FIRST_QUARTER, SECOND_QUARTER, TASKS, Change, changed_files

KEY = ("task", "target", "measure", "agency")


def without_later(files: Mapping[str, bytes], day: date) -> dict[str, bytes]:
    """The data files of a root without what was not known at the end of a day."""
    return _Files(files, day).removed()


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


class _Files:
    def __init__(self, files: Mapping[str, bytes], day: date) -> None:
        self.day = day
        self.data = {path: data for path, data in files.items() if not path.endswith(".yaml")}
        self.trees = {
            path: yaml.safe_load(data.decode()) for path, data in files.items() if path.endswith(".yaml")
        }
        documents = self.trees["data/documents.yaml"]
        self.issued = {doc["id"]: _day(doc["date"]) for doc in documents if "date" in doc}
        self.parents = {
            agency["id"]: agency["parent"]
            for agency in self.trees["data/agencies.yaml"]
            if agency["kind"] == "commune-unit" and "parent" in agency
        }

    def removed(self) -> dict[str, bytes]:
        for path in list(self.trees):
            self._results(path)
        for path in list(self.trees):
            self._quarter(path)
        for path in list(self.trees):
            self._dated(path)
        self._documents()
        trees = {
            path: yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()
            for path, tree in self.trees.items()
        }
        return dict(sorted((self.data | trees).items()))

    def known(self, document: str | None) -> bool:
        return document is None or self.issued.get(document, date.min) <= self.day

    # Results: corrections undone, then what came in later left out -----------------------------------

    def _results(self, path: str) -> None:
        match path.split("/"):
            case ["data", "plans", plan, "results", name]:
                tree = self.trees[path]
            case _:
                return
        file = self.trees.get(f"data/quarters/{name}", {})
        had = bool(tree["results"])
        self._uncorrect(tree, file, plan)
        tree["results"] = [result for result in tree["results"] if self._came_in(result, file)]
        self._head(tree)
        if _day(tree["cutoff"]) > self.day or (had and not tree["results"]):
            del self.trees[path]

    def _uncorrect(self, tree: dict[str, Any], file: dict[str, Any], plan: str) -> None:
        for name, at in (("corrections", "date"), ("receipts", "received")):
            for entry in reversed(file.get(name, [])):
                if _day(entry[at]) > self.day:
                    for change in reversed(entry.get("changes", [])):
                        if change["plan"] == plan:
                            _undo(tree, change)

    def _came_in(self, result: dict[str, Any], file: dict[str, Any]) -> bool:
        """Whether the newest form of its agency that does not say what it changed came in by the day."""
        agency = self.parents.get(result["agency"], result["agency"])
        days = [
            _day(receipt["received"])
            for receipt in file.get("receipts", [])
            if receipt["agency"] == agency and "changes" not in receipt
        ]
        return max(days, default=date.min) <= self.day

    def _head(self, tree: dict[str, Any]) -> None:
        for result in tree["results"]:
            if "evidence" in result:
                result["evidence"] = [document for document in result["evidence"] if self.known(document)]
            if not self.known(result.get("reporting_document")):
                del result["reporting_document"]
        if "published" in tree and _day(tree["published"]) > self.day:
            del tree["published"]

    # A quarter's own file, with its snapshot ----------------------------------------------------------

    def _quarter(self, path: str) -> None:
        if not path.startswith("data/quarters/"):
            return
        file, quarter = self.trees[path], path.rpartition("/")[2].removesuffix(".yaml")
        closed = "closed" in file and _day(file["closed"]) <= self.day
        if not closed:
            for name in [name for name in self.data if name.startswith(f"data/snapshots/{quarter}/")]:
                del self.data[name]
            for name in ("closed", "hash", "snapshot", "corrections"):
                file.pop(name, None)
        if _day(file["opened"]) > self.day:
            del self.trees[path]
            return
        if "forms_made" in file and _day(file["forms_made"]) > self.day:
            del file["forms_made"]
        for name, at in (("receipts", "received"), ("forms", "made"), ("corrections", "date")):
            if name in file:
                file[name] = [entry for entry in file[name] if _day(entry[at]) <= self.day]

    # Records with a document or a day of their own ------------------------------------------------------

    def _dated(self, path: str) -> None:
        tree, name = self.trees[path], path.rpartition("/")[2]
        if name == "events.yaml":
            self.trees[path] = [
                event
                for event in tree
                if self.known(event["document"]) and ("date" not in event or _day(event["date"]) <= self.day)
            ]
        elif name == "proofs.yaml":
            self.trees[path] = [
                proof
                for proof in tree
                if self.known(proof["document"]) and _day(proof["completed"]) <= self.day
            ]
        elif path.startswith("data/reports/"):
            dated = self.issued.get(tree["document"], _day(tree["period"]["to"]))
            if dated > self.day:
                del self.trees[path]
                notes = self.trees["data/consistency.yaml"]
                keys = {f"observation:{entry['key']}" for entry in tree["observations"]}
                notes[:] = [note for note in notes if not keys & set(note["about"])]

    def _documents(self) -> None:
        """Documents issued later, unless something that is left names them."""
        documents = self.trees["data/documents.yaml"]
        later = {name for name, issued in self.issued.items() if issued > self.day}
        others = [tree for path, tree in self.trees.items() if path != "data/documents.yaml"]
        named = {text for tree in others for text in _texts(tree)} & later
        while True:
            kept = [doc for doc in documents if doc["id"] not in later or doc["id"] in named]
            more = {text for doc in kept for text in _texts({**doc, "id": ""})} & later
            if more <= named:
                break
            named |= more
        self.trees["data/documents.yaml"] = kept
        for name in later - named:
            self.data.pop(f"data/texts/{name}.txt", None)


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value)


def _undo(tree: dict[str, Any], change: dict[str, Any]) -> None:
    """Take one change back in a plan's results; a result without a state was not there."""
    field, before = change["field"], change.get("before")
    if field == "cutoff":
        tree["cutoff"] = before
        return
    key = [change.get(name) for name in KEY]
    found = [result for result in tree["results"] if [result.get(name) for name in KEY] == key]
    result = found[0] if found else {name: change[name] for name in KEY if name in change}
    if not found:
        tree["results"].append(result)
    # Which cell of a form the earlier value was typed in is not recorded.
    result.pop("imported", None)
    result.pop(field, None)
    if before is not None:
        result[field] = before.split(";") if field == "evidence" else before
    tree["results"] = [result for result in tree["results"] if len(result) > len(_named(result))]


def _named(result: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name in KEY}


# A root with something of every kind that has a day ---------------------------------------------------

FIRST = Quarter(2026, 1)
FIRST_FILE, SECOND_FILE = "data/quarters/2026-q1.yaml", "data/quarters/2026-q2.yaml"

LATER_DOCUMENTS = """
- {id: quyet-dinh, symbol: 9/QĐ-UBND, kind: Quyết định, date: 2026-04-15, held: false, text: verified, CITED}
- {id: lui-han, symbol: 10/QĐ-UBND, kind: Quyết định, date: 2026-02-20, held: false, text: verified, CITED}
- {id: minh-chung, symbol: 11/BC-SNV, kind: Báo cáo, date: 2026-03-25, held: false, text: verified, CITED}
- {id: chung-minh, symbol: 12/KH-STC, kind: Kế hoạch, date: 2026-05-20, held: false, text: verified, CITED}
- {id: dinh-chinh, symbol: 13/CV-SNV, kind: Công văn, date: 2026-04-10, held: false, text: verified, CITED}
""".replace("CITED", "cited_at: [{document: ke-hoach-2026, at: Căn cứ}]")

MORE_TASKS = "".join(
    f"""
- number: "{number}"
  title: Việc {number}
  lead: [{lead}]
  deadline: {deadline}
  source: {{document: ke-hoach-2026, at: Phụ lục, row: "{number}"}}
  text: verified
"""
    for number, lead, deadline in (
        ("3", "so-noi-vu", "Quý I/2026"),
        ("4", "so-tai-chinh", "Quý II/2026"),
        ("5", "so-y-te", "Tháng 5/2026"),
    )
)

CHANGES: Mapping[str, Change] = {
    DOCUMENTS: LATER_DOCUMENTS,
    TASKS: MORE_TASKS,
    EVENTS: (
        '- {task: "3", kind: postponed, deadline: Tháng 6/2026, document: lui-han}\n'
        '- {task: "3", kind: shortened, deadline: Tháng 5/2026, document: quyet-dinh}\n'
        '- {task: "4", kind: withdrawn, document: quyet-dinh}\n'
    ),
    "data/plans/tp-2026/proofs.yaml": '- {task: "5", completed: 2026-05-20, document: chung-minh}\n',
    FIRST_QUARTER: """cutoff: 2026-03-08
published: 2026-03-28
results:
  - {task: "1", agency: so-noi-vu, state: in-progress, evidence: [minh-chung, ke-hoach-2026]}
  - {task: "2", agency: so-noi-vu, state: in-progress, note: Đang làm}
  - {task: "3", agency: so-noi-vu, state: in-progress, reporting_document: minh-chung}
  - {task: "4", agency: so-tai-chinh, state: in-progress}
""",
    SECOND_QUARTER: """cutoff: 2026-06-08
results:
  - {task: "1", agency: so-noi-vu, state: done, completed: 2026-05-30}
  - {task: "3", agency: so-noi-vu, state: done}
  - {task: "4", agency: so-tai-chinh, state: done}
  - {task: "5", agency: so-y-te, state: in-progress}
""",
    FIRST_FILE: """opened: 2026-02-25
due: 2026-03-09
cutoff: 2026-03-08
forms_made: 2026-02-27
receipts:
  - {agency: so-noi-vu, received: 2026-03-07, cutoff: 2026-03-08}
  - {agency: so-tai-chinh, received: 2026-03-20, cutoff: 2026-03-08, symbol: 5/BC-STC, signed: 2026-03-19}
""",
    SECOND_FILE: """opened: 2026-05-25
due: 2026-06-09
forms:
  - {agency: so-y-te, made: 2026-05-27}
forms_made: 2026-06-01
receipts:
  - {agency: so-noi-vu, received: 2026-06-08, cutoff: 2026-06-08}
  - {agency: so-tai-chinh, received: 2026-06-12, cutoff: 2026-06-08}
  - agency: so-noi-vu
    received: 2026-06-13
    cutoff: 2026-06-08
    changes:
      - {plan: tp-2026, task: "3", agency: so-noi-vu, field: state, before: in-progress, after: done}
      - {plan: tp-2026, task: "3", agency: so-noi-vu, field: note, before: Bản dự thảo}
""",
}

STATE = 'task: "1", agency: so-noi-vu, state: '
DOING = "agency: so-noi-vu, state: in-progress, note: Đang làm"

CORRECTIONS = (
    (date(2026, 4, 2), None, {f"{STATE}in-progress": f"{STATE}not-started"}),
    # Asked for by a document; adds a result, removes one and moves the cut-off
    (
        date(2026, 4, 12),
        "dinh-chinh",
        {
            DOING: "agency: so-tai-chinh, state: in-progress",
            "cutoff: 2026-03-08": "cutoff: 2026-03-09",
        },
    ),
)

DAYS = {
    "the eve of the plan": date(2026, 1, 4),
    "after the plan": date(2026, 1, 5),
    "before the first quarter was opened": date(2026, 2, 24),
    "opened": date(2026, 2, 25),
    "forms made": date(2026, 2, 27),
    "a form came in before the cut-off": date(2026, 3, 7),
    "cut-off": date(2026, 3, 8),
    "eve of a receipt": date(2026, 3, 19),
    "receipt": date(2026, 3, 20),
    "evidence": date(2026, 3, 25),
    "published": date(2026, 3, 28),
    "closed": date(2026, 3, 31),
    "corrected": date(2026, 4, 2),
    "corrected again": date(2026, 4, 12),
    "eve of an event": date(2026, 4, 14),
    "event": date(2026, 4, 15),
    "proof": date(2026, 5, 20),
    "second cut-off": date(2026, 6, 8),
    "second receipt": date(2026, 6, 12),
    "second form": date(2026, 6, 13),
    "eve of a report with figures": date(2026, 6, 14),
    "all": date(2026, 6, 15),
}


@cache
def everything() -> Mapping[str, bytes]:
    """A root with something of every kind that has a day; its first quarter closed and corrected twice."""
    files = changed_files(CHANGES)
    closing = date(2026, 3, 31)
    portal = portal_from(without_later(files, closing))
    snapshot = closed(portal, FIRST, closing)
    files |= snapshot
    for day, document, changes in CORRECTIONS:
        after = dict(files)
        text = after[FIRST_QUARTER].decode()
        for old, new in changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        after[FIRST_QUARTER] = text.encode()
        quarter = correct(files, after, FIRST, "Nhập nhầm", day, document)
        assert quarter is not None
        files = {**after, FIRST_FILE: quarter}
    return files


def portal_from(files: Mapping[str, bytes]) -> Portal:
    portal, problems = check_files(dict(files))
    assert portal is not None, problems
    return portal
