"""``portal verify``, ``bench``: what shows that the site is what it claims to be."""

from pathlib import Path

import click

from generator.commands.common import Context, language_option, root_options
from generator.strings import Language


@click.command()
@language_option
@click.argument("where", metavar="DIR|URL")
def verify(lang: Language, where: str) -> None:
    """So một trang với bản kê SHA256SUMS của nó; nêu tệp bị đổi, thiếu và, với thư mục, tệp thêm vào.

    Ví dụ: portal verify site, hoặc portal verify https://example.org/cchc/
    """
    import hashlib

    from generator.fetching import FetchError, digests_at, manifest_of
    from generator.problems import visible
    from generator.publishing import digests
    from generator.verifying import MANIFEST, ManifestError, compare, parse

    context, folder = Context(Path(), lang), Path(where)
    remote = where.startswith(("http://", "https://"))
    if not remote and not (folder / MANIFEST).is_file():
        context.fail("verify-no-manifest", path=str(folder / MANIFEST))
    try:
        with context.told():
            if remote:
                manifest = manifest_of(where)
                found = dict(digests_at(where, parse(manifest)))
            else:
                manifest, found = (folder / MANIFEST).read_bytes(), digests(folder)
        findings = compare(manifest, found)
    except FetchError as error:
        context.fail("verify-not-fetched", address=where, message=visible(str(error)))
    except ManifestError as error:
        context.fail(f"verify-manifest-{error.code}", line=str(error.line))
    for finding in findings:
        click.echo(context.catalogue.text(f"cli.verify-{finding.kind}", path=visible(finding.path)), err=True)
    digest = hashlib.sha256(manifest).hexdigest()
    if findings:
        context.fail("verify-failed", count=str(len(findings)), digest=digest)
    context.say("verify-ok", count=str(len(found)), digest=digest)
    if remote:
        context.say("verify-added-unseen")


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
