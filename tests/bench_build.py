"""Đo tốc độ dựng trang: cổng bên cạnh cách làm khác, và phần của từng bước, trong một lần chạy trên một máy.

``make bench`` gọi tệp này. Số giây khác nhau từng máy, từng lúc; tỷ lệ giữa những việc làm xen kẽ nhau thì ít
khác. Không đụng đến site/: bản dựng thử nằm trong một thư mục riêng.
"""

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TextIO

import yaml

from generator.build.pipeline import Options, build
from generator.build.release import write_file
from generator.build.shells import read_shells, render_shells, shell_key, shells_of, stamp
from generator.charts import page_charts
from generator.charts.drawing import draw
from generator.data import strict_yaml
from generator.data.catalogue import Catalogue
from generator.data.parser import read_files
from generator.measures.loader import load_measured
from generator.view.site import Site
from generator.view.values import Values

ROOT = Path(__file__).resolve().parent.parent

ROUNDS = 3
"""Turns; the fastest of each side counts, as the one least disturbed."""

PAGES = 150
"""Pages that MkDocs renders for comparison, spread over the site."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds for the same work done two ways."""

    ours: float
    other: float


@dataclass
class Laps:
    """Seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)
    stage: str = ""
    since: float = 0.0

    def start(self, stage: str = "") -> None:
        """Ends the running stage and starts another; empty for what does not count."""
        now = perf_counter()
        if self.stage:
            self.seconds[self.stage] = self.seconds.get(self.stage, 0) + now - self.since
        self.stage, self.since = stage, now


def in_turns(*ways: Callable[[], object]) -> list[float]:
    """Seconds of the fastest turn of each way."""
    found = [float("inf")] * len(ways)
    for _ in range(ROUNDS):
        for index, way in enumerate(ways):
            start = perf_counter()
            way()
            found[index] = min(found[index], perf_counter() - start)
    return found


def reading(files: Mapping[str, bytes]) -> Pair:
    """Our strict loader against the plain loader of the same C parser, on the same bytes."""
    sources = [(path, data) for path, data in files.items() if path.endswith(".yaml")]
    ours, other = in_turns(
        lambda: [strict_yaml.load(path, data) for path, data in sources],
        lambda: [yaml.load(data, Loader=yaml.CSafeLoader) for _, data in sources],
    )
    return Pair(ours, other)


def paging(root: Path, site: Site) -> Pair:
    """One page stamped and written against the same page rendered and written by MkDocs: the same bytes."""
    pages = site.pages
    shells = shells_of(pages)
    inner = [page for page in pages if page.url]  # where home is, its shell's placeholder stands
    chosen = tuple(inner[:: -(-len(inner) // PAGES)])
    with TemporaryDirectory() as name:
        bare, full, ours = (Path(name) / part for part in ("bare", "full", "ours"))
        without, with_pages = in_turns(
            lambda: render_shells(root, site, tuple(shells.values()), bare),
            lambda: render_shells(root, site, (*shells.values(), *chosen), full),
        )
        stamps = read_shells(bare, shells)

        def stamped() -> None:
            for page in chosen:
                write_file(ours, page.output_path, stamp(stamps[shell_key(page)], page).encode())

        (seconds,) = in_turns(stamped)
    return Pair(seconds / len(chosen), (with_pages - without) / len(chosen))


STAGES = {"read": "check", "compose": "compose", "shells": "shells", "pack": "pack"}
"""Steps of a build that the table shows by themselves; all others are writing."""


def building(root: Path, laps: Laps) -> Site:
    """A whole build, its stages timed; gives what was built."""
    measured, _ = load_measured(root)
    plots = page_charts.plots(Values(measured, Catalogue.load("vi")))
    specifications = [plot.layout(wide=wide) for plot in plots for wide in (True, False)]
    laps.start("draw")
    for specification in specifications:
        draw(specification)
    laps.start()  # what is composed next finds the drawings made: a specification is drawn once
    with TemporaryDirectory() as name:
        for part in ("content", "data", "site_templates"):
            shutil.copytree(root / part, Path(name) / part)
        shutil.copyfile(root / "mkdocs.yml", Path(name) / "mkdocs.yml")
        built = build(Path(name), Options(), lambda step: laps.start(STAGES.get(step, "write")))
        laps.start()
    return built.site


WORDS = {
    "check": "Đọc và kiểm tra dữ liệu",
    "draw": "Vẽ biểu đồ",
    "compose": "Ghép trang",
    "shells": "Dựng khung trang và trang viết tay (MkDocs)",
    "pack": "Nén sẵn các tệp chữ",
    "write": "Ghi tệp, công bố",
}


def main() -> None:
    """Measures and prints two tables: milliseconds of two ways, and the share of each stage of a build."""
    laps = Laps()
    say("Dựng thử một lần, đo từng bước…", sys.stderr)
    site = building(ROOT, laps)
    say("Đo hai cách làm cạnh nhau…", sys.stderr)
    pairs = {
        "Đọc YAML: bộ đọc nghiêm ngặt / CSafeLoader": reading(read_files(ROOT)),
        "Một trang: đóng vào khung / MkDocs dựng": paging(ROOT, site),
    }
    row("Hai cách làm cùng một việc (mili giây)", "Cổng", "Đối chiếu", "Tỷ lệ")
    for name, pair in pairs.items():
        row(name, figure(pair.ours * 1000), figure(pair.other * 1000), figure(pair.ours / pair.other))
    say("")
    row("Các bước của một lần dựng", "%")
    whole = sum(laps.seconds.values())
    for stage, seconds in laps.seconds.items():
        row(WORDS[stage], figure(100 * seconds / whole))


def row(name: str, *cells: str) -> None:
    """A line of a table."""
    say(f"{name:<56}" + "".join(f"{cell:>12}" for cell in cells))


def figure(value: float) -> str:
    """A number with two decimals, written the Vietnamese way."""
    return f"{value:.2f}".replace(".", ",")


def say(line: str, where: TextIO | None = None) -> None:
    """A line for the person at the terminal."""
    stream = where or sys.stdout
    stream.write(f"{line}\n")
    stream.flush()


if __name__ == "__main__":
    main()
