"""Every command that writes, each with a root on which it has something to do."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.paths import MINIMAL, ROOT
from tests.torture.commands import inside
from tests.torture.forms import form, form_with_document, plan
from tests.torture.trial import files_below, root_in

QUARTER = ("--quarter", "2026-q2")
EARLY, DAY, LATE = (("--as-of", day) for day in ("2026-06-01", "2026-07-02", "2026-07-10"))


@dataclass(frozen=True)
class Command:
    """A command that writes."""

    name: str
    """As the table names it."""
    arguments: tuple[str, ...]
    """``@form.xlsx`` is a file beside the data, in the root."""
    lay: Callable[[Path], object]
    """Makes the root in a folder that is there."""
    made: str = ""
    """What it makes beside the data, by its name in the root; empty if it changes data only."""

    def of(self, root: Path) -> list[str]:
        """The arguments on a root."""
        return [str(root / word[1:]) if word.startswith("@") else word for word in self.arguments]


def ran(root: Path, *arguments: str) -> None:
    """A command that prepares a root."""
    output, code = inside(root, *arguments)
    assert code == 0, output


def with_form(root: Path) -> Path:
    """The minimal root's data and a form."""
    shutil.copytree(MINIMAL / "data", root / "data", dirs_exist_ok=True)
    (root / "form.xlsx").write_bytes(form())
    return root / "form.xlsx"


def with_new_document(root: Path) -> None:
    """A form that introduces a document."""
    with_form(root).write_bytes(form_with_document())


def with_inbox(root: Path) -> None:
    """Two forms of an agency, uploaded to the inbox."""
    with_form(root)
    (root / "data/inbox/2026-q2").mkdir(parents=True)
    (root / "data/inbox/2026-q2/form.xlsx").write_bytes(form())


def opened(root: Path) -> None:
    """A quarter that is open."""
    with_form(root)
    ran(root, "quarter", "open", "2026-q2", *EARLY)


def reported(root: Path) -> None:
    """A quarter that an agency has reported on."""
    opened(root)
    ran(root, "import", *QUARTER, str(root / "form.xlsx"), "--as-of", "2026-06-12")


def closed(root: Path) -> None:
    """A quarter that is closed, and a form that says otherwise."""
    reported(root)
    ran(root, "quarter", "close", "2026-q2", *DAY)
    (root / "form.xlsx").write_bytes(form("Chưa thực hiện"))


def with_plan(root: Path) -> None:
    """A plan in Word."""
    with_form(root)
    (root / "plan.docx").write_bytes(plan())


def with_new_plan(root: Path) -> None:
    """The same, of a plan that has no tasks yet."""
    with_plan(root)
    shutil.copytree(root / "data/plans/tp-2026", root / "data/plans/moi-2026")
    for name in ("tasks", "targets", "proofs", "sections"):
        (root / f"data/plans/moi-2026/{name}.yaml").unlink()
    settings = root / "data/portal.yaml"
    words = settings.read_text(encoding="utf-8").replace("[tp-2026, ", "[tp-2026, moi-2026, ")
    settings.write_text(words, encoding="utf-8")


def whole(root: Path) -> None:
    """A root with hand-written pages, templates and data of last time to compare with."""
    shutil.rmtree(root)
    root_in(root)
    shutil.copytree(MINIMAL / "data", root / "before/data")


def real(root: Path) -> None:
    """The published data, as samples are made of them."""
    for name in ("data", "content", "site_templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")


DATA = (
    Command("import", ("import", *QUARTER, "@form.xlsx", *DAY), with_form),
    Command("import --register", ("import", *QUARTER, "--register", "@form.xlsx", *DAY), with_new_document),
    Command(
        "import --correct", ("import", *QUARTER, "--correct", "Sở đính chính", "@form.xlsx", *LATE), closed
    ),
    Command("inbox --apply", ("inbox", "--apply", *DAY), with_inbox),
    Command("quarter open", ("quarter", "open", "2026-q2", *EARLY), with_form),
    Command("quarter close", ("quarter", "close", "2026-q2", *DAY), reported),
    Command("import-plan", ("import-plan", "--plan", "moi-2026", "@plan.docx"), with_new_plan),
    Command(
        "import-plan --replace", ("import-plan", "--plan", "tp-2026", "--replace", "@plan.docx"), with_plan
    ),
    Command("schema", ("schema",), with_form),
)
"""Those that change data alone."""

MADE = (
    Command("template", ("template", *QUARTER, "--all", *DAY, "@forms"), opened, "forms"),
    Command("report", ("report", *QUARTER, *DAY, "--replace", "@report.docx"), reported, "report.docx"),
    Command("export", ("export", "@export"), whole, "export"),
    Command("preview", ("preview", "--against", "@before", "@preview"), whole, "preview"),
    Command("sample", ("sample", "--communes", "1", "--quarters", "1", "@sample"), real, "sample"),
)
"""Those that make files or folders beside the data."""


def laid(folder: Path, command: Command) -> Path:
    """A root on which the command has something to do, as it was laid the first time; the last one goes."""
    shutil.rmtree(folder, ignore_errors=True)
    first = folder.parent.parent / f"laid {command.name}"
    if not first.exists():
        first.mkdir(parents=True)
        command.lay(first)
    shutil.copytree(first, folder, symlinks=True)
    return folder


def everything(root: Path) -> dict[str, bytes]:
    """The data, the inbox, schemas, and what commands make beside them; hidden files too."""
    return {
        path: data
        for path, data in files_below(root).items()
        if not path.startswith(("content/", "site_templates/", "build/", "site/", "before/"))
    }
