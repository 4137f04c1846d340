"""Links, odd files and odd names in every folder of a root: no secret comes out, no line forges."""

import os
import random
import shutil
import socket
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.data.check import check_root
from generator.data.problems import format_report
from tests.office.cells import VIETNAMESE
from tests.torture.commands import inside, polite
from tests.torture.forms import form
from tests.torture.planted import PLANTED
from tests.torture.trial import Tally, files_below, main, root_in

SECRET = "ghs_5ecret"  # noqa: S105 - what must come out nowhere

DECOMPOSED = unicodedata.normalize("NFD", "ộ")
PIECES = (
    *(
        "a",
        "Ủ",
        DECOMPOSED,
        "::error::",
        "##[error]",
        "\n",
        "\r",
        "\x1b[2J",
        "\u202e",
        "\u200f",
        "\ufeff",
        " ",
    ),
    *(".", "~$", "-", "=", "'", '"', "&", "<b>", "{{", "%00", "\\", ":", "🙂", "\udcff", "0912345678"),
    *PLANTED,
)
FOLDERS = (
    "data", "data/texts", "data/plans", "data/plans/tp-2026", "data/inbox", "data/inbox/2026-q2", "content",
    "site_templates",
)  # fmt: skip


def a_socket(path: Path) -> None:
    here = Path.cwd()  # the path of a socket may have 107 bytes
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s")
        Path("s").rename(path.name)
    finally:
        os.chdir(here)


ODD: dict[str, Callable[[Path], object]] = {
    "link": lambda path: path.symlink_to(Path(os.path.relpath(path.anchor, path.parent)) / "etc/passwd"),
    "link to the secret": lambda path: path.symlink_to(secret_of(path)),
    "hard link": lambda path: path.hardlink_to(secret_of(path)),
    "link to a folder": lambda path: path.symlink_to(".."),
    "pipe": os.mkfifo,
    "socket": a_socket,
    "file": lambda path: path.write_text("x", encoding="utf-8"),
}


def secret_of(path: Path) -> Path:
    """The secret beside the root that a path lies in."""
    return next(parent.parent / "secret" for parent in path.parents if parent.name == "root")


def name_of(chance: random.Random, suffix: str) -> str:
    """A name of odd pieces, now and then as long as a name can be."""
    name = "".join(chance.choices(PIECES, k=chance.randrange(1, 6))) + chance.choice(
        ("", "ủ" * 60, "b" * 300)
    )
    data = name.encode("utf-8", "surrogateescape")[: 255 - len(suffix)]
    return data.decode("utf-8", "surrogateescape").replace("/", "") + suffix


def links(times: int, chance: random.Random, root: Path) -> Tally:
    """Something odd somewhere: named if it is no plain file, its content never read."""
    tally = Tally("odd files and links in a root")
    for turn in range(times):
        folder = root / chance.choice(FOLDERS)
        folder.mkdir(parents=True, exist_ok=True)
        path, kind = (
            folder / name_of(chance, chance.choice((".txt", ".md", ".yaml", ".xlsx", ""))),
            chance.choice([*ODD]),
        )
        if os.path.lexists(path) or path.name in {"", ".", ".."}:
            continue
        ODD[kind](path)
        with tally.trial(f"turn {turn}, {kind}, {path!r}"):
            found, problems = check_root(root)
            report = format_report(problems, VIETNAMESE)
            assert SECRET not in report
            assert all(line.isprintable() for line in report.split("\n")), report
            assert kind == "file" or (found is None and problems), "accepted"
        path.unlink()
    return tally


def inbox(times: int, chance: random.Random, root: Path) -> Tally:
    """A form of an odd name: taken, or refused in words; what is written bears no name that was sent."""
    tally, folder = Tally("forms of odd names in the inbox"), root / "data/inbox/2026-q2"
    for turn in range(times):
        name = name_of(chance, chance.choice((".xlsx", ".XLSX", ".xlsm", "")))
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / name).write_bytes(form())
        before = files_below(root / "data")
        with tally.trial(f"turn {turn}, {name!r}"):
            output, code = inside(root, "inbox", "--apply", "--as-of", "2026-07-02")
            polite(output, code)
            ignored = name.startswith((".", "~$"))
            assert code == 0, output
            written = b"".join(
                data for path, data in files_below(root / "data").items() if "inbox" not in path
            )
            assert b"0912345678" not in written
            assert ignored or not list(folder.iterdir())
            assert ignored or b"imported: so-noi-vu.xlsx" in written
        for path, data in before.items():
            (root / "data" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "data" / path).write_bytes(data)
        (root / "data/quarters/2026-q2.yaml").unlink(missing_ok=True)
    return tally


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    (folder / "secret").write_text(SECRET, encoding="utf-8")
    root = root_in(folder / "root")
    yield links(times * 5, chance, root)
    yield inbox(times, chance, root)


if __name__ == "__main__":
    main(run)
