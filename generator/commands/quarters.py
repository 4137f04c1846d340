"""``portal quarter open``, ``status`` and ``close``: commands on a reporting quarter."""

from datetime import date
from pathlib import Path

import click

from generator.commands.common import Context, as_of_option, root_options
from generator.data.catalogue import Language
from generator.model.quarter import Quarter


def _quarter(_context: click.Context, _parameter: click.Parameter, value: str) -> Quarter:
    found = Quarter.parse(value)
    if found is None:
        raise click.BadParameter(f"{value!r}: cần tên kỳ dạng 2026-q2")
    return found


quarter_argument = click.argument("wanted", metavar="KỲ", callback=_quarter)


@click.group()
def quarter() -> None:
    """Mở, xem, khóa một kỳ báo cáo.

    Ví dụ: portal quarter status 2026-q2
    """


@quarter.command("open")
@root_options
@as_of_option
@quarter_argument
def open_quarter(root: Path, lang: Language, as_of: date | None, wanted: Quarter) -> None:
    """Mở một kỳ: ghi data/quarters/<kỳ>.yaml và tạo data/inbox/<kỳ>/ để nhận tệp của các cơ quan.

    Ví dụ: portal quarter open 2026-q2 --as-of 2026-06-01
    """
    from generator.data.transaction import replace_files
    from generator.measures.loader import load_measured
    from generator.office.quarter_closing import opened

    context = Context(root, lang)
    with context.errors_as_messages():
        measured, _ = load_measured(root, as_of)
        if wanted in measured.portal.quarter_files:
            context.fail("quarter-already-open", quarter=wanted.id)
        files = opened(wanted, measured.as_of)
        replace_files(root, {path: data for path, data in files.items() if not (root / path).exists()}, {})
    inbox = f"data/inbox/{wanted.id}/"
    context.say("quarter-opened", quarter=wanted.id, day=measured.as_of.isoformat(), inbox=inbox)


@quarter.command()
@root_options
@as_of_option
@quarter_argument
def status(root: Path, lang: Language, as_of: date | None, wanted: Quarter) -> None:
    """Nêu cơ quan nào đã báo cáo, cơ quan nào chưa, theo từng kế hoạch.

    Ví dụ: portal quarter status 2026-q2
    """
    from generator.measures.loader import load_measured
    from generator.measures.reporters import reporters_in

    context = Context(root, lang)
    with context.errors_as_messages():
        measured, _ = load_measured(root, as_of)
    located = measured.portal.quarter_files.get(wanted)
    record = located.record if located else None
    if record is None:
        context.say("quarter-state-none", quarter=wanted.id)
    elif record.closed is None:
        context.say("quarter-state-open", quarter=wanted.id, day=record.opened.isoformat())
    else:
        corrections = str(len(record.corrections))
        day = record.closed.isoformat()
        context.say("quarter-state-closed", quarter=wanted.id, day=day, corrections=corrections)
    names = measured.portal.agencies
    for plan in measured.portal.plans.values():
        found = reporters_in(measured.portal, plan, wanted, measured.as_of)
        if not found.wanted:
            continue
        reported, total = str(len(found.reported)), str(found.wanted)
        context.say("quarter-plan", plan=plan.record.short_title, reported=reported, total=total)
        for key, listed in (("quarter-reported", found.reported), ("quarter-unreported", found.unreported)):
            for agency in listed:
                context.say(key, agency=names[agency].record.name)


@quarter.command()
@root_options
@as_of_option
@quarter_argument
def close(root: Path, lang: Language, as_of: date | None, wanted: Quarter) -> None:
    """Khóa một kỳ: ghi mã băm của kết quả và bản chụp; từ đó giá trị chỉ đổi khi có lý do.

    Ví dụ: portal quarter close 2026-q2 --as-of 2026-07-02
    """
    from generator.data.transaction import replace_files
    from generator.measures.loader import load_measured
    from generator.office.quarter_closing import closed

    context = Context(root, lang)
    with context.errors_as_messages():
        measured, _ = load_measured(root, as_of)
        located = measured.portal.quarter_files.get(wanted)
        if located is None:
            context.fail("quarter-not-open", quarter=wanted.id)
        if located.record.closed is not None:
            day = located.record.closed.isoformat()
            context.fail("quarter-already-closed", quarter=wanted.id, day=day)
        if wanted not in measured.portal.quarters():
            context.fail("quarter-without-results", quarter=wanted.id)
        if measured.as_of < located.record.opened:
            day = located.record.opened.isoformat()
            context.fail("quarter-closed-too-soon", quarter=wanted.id, day=day)
        files = closed(measured.portal, wanted, measured.as_of)
        replace_files(root, files, measured.portal.sources)
    count = str(sum(1 for q in measured.portal.plans.values() for r in q.quarters if r.quarter == wanted))
    context.say("quarter-closed", quarter=wanted.id, day=measured.as_of.isoformat(), plans=count)
