"""``portal``: the command line, the edge where the clock, the disk and the terminal are."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from generator.problems import Problem, ProblemError, format_report
from generator.strings import Catalogue, Language


class Context:
    """What every command shares: the root, the language of messages, progress on long work."""

    def __init__(self, root: Path, lang: Language) -> None:
        self.root = root
        self.catalogue = Catalogue.load(lang)

    def say(self, key: str, **params: str) -> None:
        """A line for the person at the terminal."""
        click.echo(self.catalogue.text(f"cli.{key}", **params))

    def fail(self, key: str, **params: str) -> NoReturn:
        """A line on standard error, and exit 1."""
        click.echo(self.catalogue.text(f"cli.{key}", **params), err=True)
        sys.exit(1)

    def progress(self, step: str) -> None:
        """A step of long work; nothing when nobody is watching."""
        if sys.stderr.isatty():
            click.echo(self.catalogue.text(f"cli.step.{step}"), err=True)

    def report(self, problems: list[Problem]) -> None:
        """Every problem, in the reader's words."""
        if problems:
            click.echo(format_report(problems, self.catalogue), err=True)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what can go wrong outside the program into words and exit 1, never a traceback."""
        from mkdocs.exceptions import MkDocsException

        from generator.assets import MissingAssetError
        from generator.publishing import PublishError

        try:
            yield
        except ProblemError as error:
            self.report(error.problems)
            sys.exit(1)
        except PublishError as error:
            self.fail(error.code, **error.params)
        except MissingAssetError as error:
            self.fail("missing-asset", value=str(error.path))
        except MkDocsException as error:
            self.fail("mkdocs-failed", message=str(error).strip())
        except OSError as error:
            self.fail("disk-failed", path=str(error.filename or ""), message=error.strerror or str(error))


def _language(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default="vi",
        show_default=True,
        help="Ngôn ngữ của thông báo.",
    )(command)


def _options(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--root",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        help="Thư mục có data/ và content/ (mặc định: thư mục hiện tại).",
    )(_language(command))


def _as_of(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r}: cần ngày dạng 2026-11-22") from None


_as_of_option = click.option(
    "--as-of", callback=_as_of, metavar="NGÀY", help="Ngày mà trạng thái được tính đến, dạng 2026-11-22."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="portal-cchc-hai-phong", message="portal %(version)s")
def main() -> None:
    """Cổng minh bạch cải cách hành chính: kiểm tra dữ liệu, dựng và công bố trang web."""
    # The theme's notice about another engine is no news to whoever runs this.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@main.command()
@_options
def check(root: Path, lang: Language) -> None:
    """Kiểm tra mọi tệp trong data/ và nêu tất cả lỗi một lần.

    Ví dụ: portal check --root .
    """
    from generator.checking import check_root

    context = Context(root, lang)
    portal, problems = check_root(root)
    context.report(problems)
    if portal is None:
        sys.exit(1)
    tasks = sum(len(plan.printed_tasks) for plan in portal.plans.values())
    figures = sum(1 for _ in portal.observations())
    context.say("check-ok", plans=str(len(portal.plans)), tasks=str(tasks), figures=str(figures))


@main.command()
@_options
@_as_of_option
def build(root: Path, lang: Language, as_of: date | None) -> None:
    """Kiểm tra, dựng trang web sang một bên rồi công bố vào site/ bằng một lần đổi tên.

    Ví dụ: portal build --as-of 2026-11-22
    """
    from generator.building import build as build_site
    from generator.loading import load_site

    context = Context(root, lang)
    context.progress("compose")
    with context.told():
        composed = load_site(root, as_of, os.environ.get("SITE_URL", ""))
        build_site(root.resolve(), composed, context.progress)
    context.say("build-ok", pages=str(len(composed.site.pages)), site=str(root / "site"))


@main.command()
@_options
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Địa chỉ và cổng để mở xem.")
def serve(root: Path, lang: Language, address: str) -> None:
    """Xem trước tại máy; sửa data/, content/ hay site_templates/ thì trang tự tải lại.

    Ví dụ: portal serve --address 127.0.0.1:8000
    """
    from mkdocs.commands.serve import serve as mkdocs_serve

    from generator.checking import check_root

    context = Context(root, lang)
    portal, problems = check_root(root)
    context.report(problems)
    if portal is None:
        sys.exit(1)
    context.say("serving", address=f"http://{address}/")
    with context.told():
        mkdocs_serve(config_file=str(root / "mkdocs.yml"), livereload=True, dev_addr=address)


@main.command()
@_options
@_as_of_option
@click.option(
    "--theme", default="mkdocs", show_default=True, help="Giao diện ghi trong mkdocs.yml của bản xuất."
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(root: Path, lang: Language, as_of: date | None, theme: str, folder: Path) -> None:
    """Xuất cả cổng thành một thư mục tài liệu thường cho công cụ dựng trang khác.

    Ví dụ: portal export ../ban-xuat
    """
    from generator.exporting import content_files, export_files
    from generator.loading import load_site
    from generator.publishing import write_file

    context = Context(root, lang)
    if folder.exists() and any(folder.iterdir()):
        context.fail("folder-not-empty", value=str(folder))
    context.progress("compose")
    with context.told():
        site = load_site(root, as_of, os.environ.get("SITE_URL", "")).site
        folder.mkdir(parents=True, exist_ok=True)
        for item in export_files(site, content_files(root), theme):
            write_file(folder, item.path, item.data)
    context.say("export-ok", pages=str(len(site.pages)), folder=str(folder))


@main.command()
@_language
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def verify(lang: Language, folder: Path) -> None:
    """So một trang đã dựng hay đã tải về với bản kê SHA256SUMS của nó; nêu tệp bị đổi, thiếu, thêm.

    Ví dụ: portal verify site
    """
    import hashlib

    from generator.problems import visible
    from generator.publishing import digests
    from generator.verifying import MANIFEST, ManifestError, compare

    context = Context(Path(), lang)
    if not (folder / MANIFEST).is_file():
        context.fail("verify-no-manifest", path=str(folder / MANIFEST))
    with context.told():
        manifest, found = (folder / MANIFEST).read_bytes(), digests(folder)
    try:
        findings = compare(manifest, found)
    except ManifestError as error:
        context.fail(f"verify-manifest-{error.code}", line=str(error.line))
    for finding in findings:
        click.echo(context.catalogue.text(f"cli.verify-{finding.kind}", path=visible(finding.path)), err=True)
    digest = hashlib.sha256(manifest).hexdigest()
    if findings:
        context.fail("verify-failed", count=str(len(findings)), digest=digest)
    context.say("verify-ok", count=str(len(found)), digest=digest)


@main.command()
@_options
def bench(root: Path, lang: Language) -> None:
    """Đo các tỷ lệ về tốc độ, cạnh nhau trong một lần chạy; không đụng đến site/.

    Ví dụ: portal bench
    """
    from generator.benching import Laps, building, paging, reading
    from generator.reading import read_files

    context, laps = Context(root, lang), Laps()
    with context.told():
        context.progress("bench-build")
        composed = building(root.resolve(), laps)
        context.progress("bench-pairs")
        pairs = {"reading": reading(read_files(root)), "paging": paging(root.resolve(), composed)}

    def row(name: str, *cells: str) -> None:
        click.echo(f"{context.catalogue.text(f'cli.bench.{name}'):<56}" + "".join(f"{c:>12}" for c in cells))

    def figure(value: float) -> str:
        return f"{value:.2f}".replace(".", "," if lang == "vi" else ".")

    row("pairs", *(context.catalogue.text(f"cli.bench.{column}") for column in ("ours", "other", "ratio")))
    for name, pair in pairs.items():
        row(name, figure(pair.ours * 1000), figure(pair.other * 1000), figure(pair.ours / pair.other))
    click.echo()
    whole = sum(laps.seconds.values())
    row("shares", "%")
    for stage, seconds in laps.seconds.items():
        row(stage, figure(100 * seconds / whole))


@main.command()
@_options
@click.option("--check", is_flag=True, help="Chỉ so với lược đồ đã ghi; thoát 1 khi không còn đúng.")
def schema(root: Path, lang: Language, check: bool) -> None:  # noqa: FBT001 - Click gives options by name
    """Ghi lược đồ JSON vào data/schema/, để trình soạn thảo giải thích và kiểm tra data/ khi gõ.

    Ví dụ: portal schema --check
    """
    from generator.publishing import write_file
    from generator.schema import FOLDER, schemas, stale

    context = Context(root, lang)
    # What editors show is for whoever keeps the data, whatever the language of this run's messages.
    wanted = schemas(Catalogue.load("vi"))
    with context.told():
        names = stale(root / FOLDER, wanted)
        if check and names:
            context.fail("schema-stale", names=", ".join(names))
        if check:
            context.say("schema-current", count=str(len(wanted)))
            return
        for name in names:
            if name in wanted:
                write_file(root / FOLDER, name, wanted[name])
            else:
                (root / FOLDER / name).unlink()
    context.say("schema-ok", count=str(len(wanted)), folder=str(root / FOLDER))


@main.command()
@_options
@click.option(
    "--communes", type=click.IntRange(min=1), default=5, show_default=True, help="Số xã có kế hoạch riêng."
)
@click.option(
    "--quarters",
    type=click.IntRange(1, 40),
    default=2,
    show_default=True,
    help="Số quý có kết quả, từ quý I/2026.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Cùng số này thì sinh ra đúng cùng dữ liệu."
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def sample(root: Path, lang: Language, communes: int, quarters: int, seed: int, folder: Path) -> None:
    """Tạo một thư mục dữ liệu minh họa đầy đủ trên nền các kế hoạch thật, để thử và trình diễn.

    Ví dụ: portal sample --communes 114 --quarters 4 --seed 1 ../minh-hoa
    """
    from generator.checking import check_root
    from generator.sample.writing import Scale, communes_of, write_sample

    context = Context(root, lang)
    if folder.exists() and any(folder.iterdir()):
        context.fail("folder-not-empty", value=str(folder))
    copied = [(root / name).resolve() for name in ("data", "content", "site_templates")]
    if any(folder.resolve().is_relative_to(source) for source in copied):
        context.fail("folder-inside-root", value=str(folder))
    context.progress("read")
    portal, problems = check_root(root)
    if portal is None:
        context.report(problems)
        sys.exit(1)
    most = len(communes_of(portal))
    if communes > most:
        context.fail("too-many-communes", value=str(communes), most=str(most))
    context.progress("sample")
    written = write_sample(root, folder, portal, Scale(communes, quarters, seed))
    context.say(
        "sample-ok",
        communes=str(written.communes),
        tasks=str(written.tasks),
        results=str(written.results),
        folder=str(folder),
    )
