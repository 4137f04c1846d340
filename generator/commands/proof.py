"""``portal verify``, ``bench``: what shows that the site is what it claims to be."""

from pathlib import Path

import click

from generator.commands.common import Context, language_option, root_options
from generator.strings import Language


@click.command()
@language_option
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


@click.command()
@root_options
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
