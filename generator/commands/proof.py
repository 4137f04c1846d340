"""``portal verify``, ``sign`` and ``bench``: commands that check, sign or measure a built site."""

import hashlib
import os
from pathlib import Path

import click

from generator.commands.common import Context, key_option, language_option, root_options
from generator.data.catalogue import Language
from generator.view.urls import MANIFEST, SIGNATURE


@click.command()
@language_option
@click.option("--key", "public", metavar="RW…", help="Khóa công khai minisign mà bạn biết từ nơi khác.")
@click.option(
    "--previous",
    metavar="SHA256SUMS",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Bản kê của lần công bố trước mà bạn đã giữ: xem trang này có nối tiếp nó không.",
)
@click.argument("where", metavar="DIR|URL")
def verify(lang: Language, public: str | None, previous: Path | None, where: str) -> None:
    """So một trang với bản kê SHA256SUMS của nó; nêu tệp bị đổi, thiếu và, với thư mục, tệp thêm vào.

    Bản kê có chữ ký minisign thì kiểm tra cả chữ ký; không có thì nói là không có.

    Ví dụ: portal verify site, hoặc portal verify https://example.org/cchc/
    """
    from generator.build.manifest import ManifestError
    from generator.build.remote_site import FetchError
    from generator.build.verification import Inspected, chained, inspect, signature_of
    from generator.data.problems import visible

    context, folder = Context(Path(), lang), Path(where)
    remote = where.startswith(("http://", "https://"))
    if not remote and not (folder / MANIFEST).is_file():
        context.fail("verify-no-manifest", path=str(folder / MANIFEST))
    try:
        with context.told():
            seen: Inspected = inspect(where)
    except FetchError as error:
        context.fail("verify-not-fetched", address=where, message=visible(str(error)))
    except ManifestError as error:
        context.fail(f"verify-manifest-{error.code}", line=str(error.line))
    for finding in seen.findings:
        click.echo(context.catalogue.text(f"cli.verify-{finding.kind}", path=visible(finding.path)), err=True)
    if seen.findings:
        context.fail("verify-failed", count=str(len(seen.findings)), digest=seen.digest)
    context.say("verify-ok", count=str(seen.files), digest=seen.digest)
    if remote:
        context.say("verify-added-unseen")
    with context.told():
        code, params = signature_of(seen, public or "")
    context.say(f"sign-{code}", **{name: visible(text) for name, text in params.items()})
    if previous is not None:
        before, expected = chained(seen), hashlib.sha256(previous.read_bytes()).hexdigest()
        if before != expected:
            context.fail("verify-not-chained", before=visible(before or "–"), expected=expected)
        context.say("verify-chained", expected=expected)


@click.command()
@language_option
@key_option
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True))
def sign(lang: Language, key: bytes, folder: Path) -> None:
    """Ký bản kê của một trang đã dựng, trên máy giữ khóa bí mật; ghi SHA256SUMS.minisig cạnh bản kê.

    Ví dụ: portal sign --key minisign.key site
    """
    from generator.build.manifest import ManifestError
    from generator.build.signature import sign as sign_manifest
    from generator.build.verification import inspect, named_key

    context = Context(Path(), lang)
    if not (folder / MANIFEST).is_file():
        context.fail("verify-no-manifest", path=str(folder / MANIFEST))
    if not key:
        context.fail("sign-no-key")
    try:
        seen = inspect(str(folder))
    except ManifestError as error:
        context.fail(f"verify-manifest-{error.code}", line=str(error.line))
    if seen.findings:
        context.fail("verify-failed", count=str(len(seen.findings)), digest=seen.digest)
    with context.told():
        password = os.environ.get("MINISIGN_PASSWORD", "")
        made = sign_manifest(seen.manifest, key, password, named_key(seen), seen.told.get("as_of", ""))
        (folder / SIGNATURE).write_bytes(made)
    context.say("sign-made", path=str(folder / SIGNATURE))


@click.command()
@root_options
def bench(root: Path, lang: Language) -> None:
    """Đo các tỷ lệ về tốc độ, cạnh nhau trong một lần chạy; không đụng đến site/.

    Ví dụ: portal bench
    """
    from generator.build.benching import Laps, building, paging, reading
    from generator.data.parser import read_files

    context, laps = Context(root, lang), Laps()
    with context.told():
        context.progress("bench-build")
        built = building(root.resolve(), laps)
        context.progress("bench-pairs")
        pairs = {"reading": reading(read_files(root)), "paging": paging(root.resolve(), built.site)}

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
