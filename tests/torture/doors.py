"""The four doors that strangers' texts come in by: what each makes of an input, named by codes.

Inputs that once reached a code which no earlier one did are kept in ``corpora/reached``, so that later runs
start from them; `tests/test_corpora.py` looks at each again.
"""

import json
import random
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.data import strict_yaml
from generator.data.check import check_files
from generator.data.parser import read_files
from generator.data.problems import format_report
from generator.model.deadline import DeadlineError, PlanPeriod
from generator.model.deadline_forms import FORMS
from generator.model.deadline_parser import parse_deadline
from generator.model.portal import Portal
from generator.office.form_import import import_forms
from generator.office.package_limits import FileRefusedError
from generator.office.plan_import import eye_lines, frame_of
from generator.office.plan_tasks import read_plan, tasks_yaml
from generator.office.word_package import open_document
from generator.office.workbook import open_workbook
from tests.office.answers import QUARTER
from tests.office.cells import VIETNAMESE
from tests.paths import MINIMAL
from tests.portals import portal_of
from tests.torture.odd_files import CORPORA, Edit, edited, more

MOST_BYTES = 1_000_000
"""Largest size of all kept inputs together."""

YEAR = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))

ODD = (
    "\x00", "\u202e", "\ufeff", "\u200b", "'", '"', "&a", "*a", "!!x", "{", "[", "|", ">", "\t", "%", "1e999",
    "🙂", "ủ", "-",
)  # fmt: skip
"""Pieces that a text is struck with."""


def struck(text: str, chance: random.Random) -> str:
    """A text with some places cut, doubled, moved or struck with odd pieces."""
    for _ in range(chance.randrange(1, 5)):
        at, to = sorted(chance.choices(range(len(text) + 1), k=2))
        to = min(to, at + 40)
        piece = chance.choice((*ODD, text[at:to] * 2, "", unicodedata.normalize("NFD", text[at:to])))
        text = text[:at] + piece + text[to:]
    return text


class Door(ABC):
    """A door: inputs are plain JSON values."""

    name: str

    @property
    def path(self) -> Path:
        """Where inputs are kept, by the code that each was the first to reach."""
        return CORPORA / "reached" / f"{self.name}.json"

    @cached_property
    def kept(self) -> dict[str, Any]:
        """The inputs kept so far."""
        return json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}

    def write(self) -> None:
        """Keep what was found."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lines = (f"{json.dumps(code)}: {json.dumps(one)}" for code, one in sorted(self.kept.items()))
        self.path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")

    @abstractmethod
    def seeds(self) -> list[Any]:
        """What to start from."""

    @abstractmethod
    def other(self, one: Any, chance: random.Random) -> Any:
        """An input a little other than one."""

    @abstractmethod
    def codes(self, one: Any) -> Iterator[str]:
        """What the door makes of an input; raises where it must not."""


class Yaml(Door):
    """A data file beside the others of the minimal root."""

    name = "yaml"
    files = read_files(MINIMAL)

    def seeds(self) -> list[Any]:
        odd = [one.read_bytes().decode() for one in sorted((CORPORA / "yaml").iterdir())]
        paths = sorted(path for path in self.files if path.endswith(".yaml"))
        return [[path, self.files[path].decode()] for path in paths] + [[paths[0], text] for text in odd]

    def other(self, one: Any, chance: random.Random) -> Any:
        return [one[0], struck(one[1], chance)[:4000]]

    def codes(self, one: Any) -> Iterator[str]:
        path, data = one[0], one[1].encode("utf-8", "surrogatepass")
        strict_yaml.load(path, data)
        _, problems = check_files({**self.files, path: data})
        _shown(format_report(problems, VIETNAMESE))
        yield from (problem.code for problem in problems)


class Deadlines(Door):
    """A wording of a deadline: a day, or no day and a reason."""

    name = "deadlines"

    def seeds(self) -> list[Any]:
        odd = "".join(one.read_text(encoding="utf-8") for one in sorted((CORPORA / "deadlines").iterdir()))
        return [*(example for form in FORMS for example in form.examples), *odd.splitlines()]

    def other(self, one: Any, chance: random.Random) -> Any:
        return struck(one, chance)[:400]

    def codes(self, one: Any) -> Iterator[str]:
        found = parse_deadline(one, period=YEAR)
        assert parse_deadline(one, period=YEAR) == found
        if isinstance(found, DeadlineError):
            yield found.reason
        else:
            days = min(len(found.instances), 3)
            yield f"{found.kind} {days} {found.unit} {found.continues} {found.exclusive}"


class Workbook(Door):
    """A form: read, checked, and what it would write is data without an error."""

    name = "workbook"

    @cached_property
    def portal(self) -> Portal:
        """The minimal root's."""
        return portal_of()

    def seeds(self) -> list[Any]:
        return [[]]

    def other(self, one: Any, chance: random.Random) -> Any:
        return more("form.xlsx", [Edit(*edit) for edit in one], chance)

    def codes(self, one: Any) -> Iterator[str]:
        forms = {"form.xlsx": edited("form.xlsx", [Edit(*edit) for edit in one])}
        day = date(2026, 7, 2)
        outcome = import_forms(self.portal, QUARTER, forms, VIETNAMESE, open_workbook, day=day)
        _shown(format_report(list(outcome.problems), VIETNAMESE))
        if outcome.files:
            found, problems = check_files({**self.portal.sources, **outcome.files})
            assert found is not None, format_report(problems, VIETNAMESE)
        yield from (problem.code for problem in outcome.problems)
        yield from (f"writes {change.field}" for change in outcome.changes if hasattr(change, "field"))


class Word(Door):
    """A plan in Word: tasks that are data without an error, and what an editor must look at."""

    name = "word"
    frame = frame_of(read_files(MINIMAL), "tp-2026", "verified")
    files = read_files(MINIMAL)

    def seeds(self) -> list[Any]:
        return [[]]

    def other(self, one: Any, chance: random.Random) -> Any:
        return more("plan.docx", [Edit(*edit) for edit in one], chance)

    def codes(self, one: Any) -> Iterator[str]:
        data = edited("plan.docx", [Edit(*edit) for edit in one])
        try:
            plan = read_plan(open_document(data), self.frame)
        except FileRefusedError as error:
            yield f"refused {error.reason}"
            return
        for line in eye_lines("plan.docx", (*plan.eyes, *plan.hidden), VIETNAMESE):
            _shown(line)
        yield from (eye.code for eye in (*plan.eyes, *plan.hidden))
        path = "data/plans/tp-2026/tasks.yaml"
        if plan.tasks and not plan.hidden:
            node, problems = strict_yaml.load(path, tasks_yaml(plan).encode())
            assert node is not None, format_report(problems, VIETNAMESE)
            _, problems = check_files({**self.files, path: tasks_yaml(plan).encode()})
            _shown(format_report(problems, VIETNAMESE))
            yield from (f"written {problem.code}" for problem in problems if problem.path == path)


def _shown(report: str) -> None:
    """Hold that every terminal shows what is told, and no line of it is another's."""
    assert all(line.isprintable() for line in report.split("\n")), report


DOORS = (Yaml(), Deadlines(), Workbook(), Word())
