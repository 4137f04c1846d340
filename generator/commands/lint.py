"""``portal lint``: lists places where the official documents do not agree."""

from pathlib import Path

import click

from generator.commands.common import Context, echo, root_options
from generator.data.catalogue import Language


@click.command()
@root_options
@click.option("--strict", is_flag=True, help="Thoát 1 khi có chỗ chưa được ghi chú giải thích.")
def lint(root: Path, lang: Language, strict: bool) -> None:  # noqa: FBT001 - Click gives options by name
    """Dò chỗ các văn bản không khớp: tổng, thứ hạng, ngày, số ký hiệu, chỉ tiêu, liên kết, thời hạn, lỗi in.

    Ví dụ: portal lint
    """
    from generator.measures.consistency import findings
    from generator.measures.loader import load_measured

    context = Context(root, lang)
    with context.errors_as_messages():
        measured, _ = load_measured(root)
    found = findings(measured.portal)
    for finding in found:
        text = context.catalogue.text(f"lint.{finding.code}", **dict(finding.params))
        notes = context.catalogue.text("lint.explained", notes=", ".join(finding.notes))
        echo(f"{finding.place}: {text}{f' ({notes})' if finding.notes else ''}")
    for note in (note for note in measured.portal.notes if note.record.kind == "print"):
        echo(context.catalogue.text("lint.print", place=note.place, statement=note.record.statement))
    explained = sum(1 for finding in found if finding.notes)
    total = {"count": str(len(found)), "explained": str(explained), "notes": str(len(measured.portal.notes))}
    echo(context.catalogue.text("lint.total", **total))
    if strict and explained < len(found):
        raise SystemExit(1)
