"""``portal verify`` and ``sign``: commands that check or sign a built site."""

import hashlib
import os
from pathlib import Path

import click

from generator.commands.common import Context, echo, key_option, language_option
from generator.data.catalogue import Language
from generator.view.urls import MANIFEST, SIGNATURE


@click.command()
@language_option
@click.option("--key", "public", metavar="RW…", help="Khóa công khai minisign mà bạn biết từ nguồn khác.")
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
        with context.errors_as_messages():
            seen: Inspected = inspect(where)
    except FetchError as error:
        context.fail("verify-not-fetched", address=where, message=visible(str(error)))
    except ManifestError as error:
        context.fail(f"verify-manifest-{error.code}", line=str(error.line))
    for finding in seen.findings:
        echo(context.catalogue.text(f"cli.verify-{finding.kind}", path=visible(finding.path)), err=True)
    if seen.findings:
        context.fail("verify-failed", count=str(len(seen.findings)), digest=seen.digest)
    context.say("verify-ok", count=str(seen.files), digest=seen.digest)
    if remote:
        context.say("verify-added-unseen")
    with context.errors_as_messages():
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
    from generator.data.transaction import replace_file

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
    with context.errors_as_messages():
        password = os.environ.get("MINISIGN_PASSWORD", "")
        made = sign_manifest(seen.manifest, key, password, named_key(seen), seen.build.get("as_of", ""))
        replace_file(folder / SIGNATURE, made)
    context.say("sign-made", path=str(folder / SIGNATURE))
