"""``portal quarter open``, ``status`` and ``close``: commands on a reporting quarter."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.common import Context, as_of_option, root_options
from generator.data.catalogue import Language
from generator.model.quarter import Quarter

if TYPE_CHECKING:
    from generator.measures.metrics import Measured


def _quarter(_context: click.Context, _parameter: click.Parameter, value: str) -> Quarter:
    found = Quarter.parse(value)
    if found is None:
        raise click.BadParameter(f"{value!r}: cần tên kỳ dạng 2026-q2")
    return found


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r}: cần ngày dạng 2026-06-09") from None


quarter_argument = click.argument("wanted", metavar="KỲ", callback=_quarter)


@click.group()
def quarter() -> None:
    """Mở, xem, khóa một kỳ báo cáo.

    Ví dụ: portal quarter status 2026-q2
    """


@quarter.command("open")
@root_options
@as_of_option
@click.option(
    "--due",
    callback=_day,
    metavar="NGÀY",
    help="Ngày cuối gửi báo cáo (mặc định: ngày mà kế hoạch chính quy định cho kỳ).",
)
@click.option(
    "--cutoff", callback=_day, metavar="NGÀY", help="Số liệu đến ngày (mặc định: ngày cuối gửi báo cáo)."
)
@quarter_argument
def open_quarter(
    root: Path, lang: Language, as_of: date | None, due: date | None, cutoff: date | None, wanted: Quarter
) -> None:
    """Mở một kỳ: ghi data/quarters/<kỳ>.yaml và tạo data/inbox/<kỳ>/ để nhận tệp của các cơ quan.

    Ví dụ: portal quarter open 2026-q2 --as-of 2026-06-01

    Ví dụ: portal quarter open 2026-q2 --due 2026-06-12 --cutoff 2026-06-09
    """
    from generator.data.transaction import replace_files
    from generator.measures.loader import load_measured
    from generator.measures.reporters import reporting_day
    from generator.office.quarter_closing import opened

    context = Context(root, lang)
    with context.errors_as_messages():
        measured, _ = load_measured(root, as_of)
        portal = measured.recorded
        if wanted in portal.quarter_files:
            context.fail("quarter-already-open", quarter=wanted.id)
        last = due or reporting_day(portal, wanted)
        until = cutoff or (min(last, wanted.last_day) if last is not None else None)
        if until is not None and not wanted.first_day <= until <= (last or wanted.last_day):
            context.fail("quarter-cutoff", quarter=wanted.id, day=until.isoformat())
        files = opened(wanted, measured.as_of, last, until)
        replace_files(root, {path: data for path, data in files.items() if not (root / path).exists()}, {})
    inbox = f"data/inbox/{wanted.id}/"
    context.say("quarter-opened", quarter=wanted.id, day=measured.as_of.isoformat(), inbox=inbox)
    if last is None or until is None:
        context.say("quarter-no-due")
        return
    days = {"due": last.isoformat(), "cutoff": until.isoformat()}
    source = portal.plans[portal.settings.headline_plan].record.reporting_source
    if due is not None or source is None:
        context.say("quarter-due-given", **days)
    else:
        symbol = portal.documents[source.document].record.symbol or source.document
        context.say("quarter-due", **days, document=symbol, at=source.at)


@quarter.command()
@root_options
@as_of_option
@quarter_argument
def status(root: Path, lang: Language, as_of: date | None, wanted: Quarter) -> None:
    """Nêu cơ quan nào đã báo cáo, cơ quan nào chưa, theo từng kế hoạch.

    Ví dụ: portal quarter status 2026-q2
    """
    from generator.measures.loader import load_measured

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
    if record is not None:
        dates = {"due": record.due, "made": record.forms_made}
        shown = {name: day.isoformat() if day else "–" for name, day in dates.items()}
        context.say("quarter-dates", **shown, receipts=str(len(record.receipts)))
    _say_reporters(context, measured, wanted)


def _say_reporters(context: Context, measured: "Measured", quarter: Quarter) -> None:
    """Say for each plan who has reported; who has not is named only once the round's due day has passed."""
    from generator.view.reporter_words import known_count

    names = measured.portal.agencies
    for plan in measured.portal.plans.values():
        found = measured.plan_reporters(plan, quarter)
        if not found.wanted:
            continue
        known = known_count(context.catalogue.text, found)
        context.say("quarter-plan", plan=plan.record.short_title, known=known)
        for key in ("reported", "received", "silent"):
            for agency in getattr(found, key):
                context.say(f"quarter-{key}", agency=names[agency].record.name)


@quarter.command()
@root_options
@as_of_option
@quarter_argument
def close(root: Path, lang: Language, as_of: date | None, wanted: Quarter) -> None:
    """Khóa một kỳ: ghi mã băm của kết quả và bản chụp; từ đó giá trị chỉ đổi khi có lý do.

    Ví dụ: portal quarter close 2026-q2 --as-of 2026-07-02
    """
    from generator.data.check import check_files
    from generator.data.problems import ProblemError
    from generator.data.transaction import replace_files
    from generator.measures.loader import load_measured
    from generator.office.quarter_closing import closed

    context = Context(root, lang)
    with context.errors_as_messages():
        measured, _ = load_measured(root, as_of)
        located = measured.recorded.quarter_files.get(wanted)
        if located is None:
            context.fail("quarter-not-open", quarter=wanted.id)
        if located.record.closed is not None:
            day = located.record.closed.isoformat()
            context.fail("quarter-already-closed", quarter=wanted.id, day=day)
        if wanted not in measured.recorded.quarters():
            context.fail("quarter-without-results", quarter=wanted.id)
        if measured.as_of < located.record.opened:
            day = located.record.opened.isoformat()
            context.fail("quarter-closed-too-soon", quarter=wanted.id, day=day)
        files = closed(measured.recorded, wanted, measured.as_of)
        # What the whole data would be with the new files, before they are written.
        after, problems = check_files({**measured.recorded.sources, **files})
        if after is None:
            raise ProblemError(problems)
        replace_files(root, files, measured.recorded.sources)
    count = str(sum(1 for q in measured.recorded.plans.values() for r in q.quarters if r.quarter == wanted))
    context.say("quarter-closed", quarter=wanted.id, day=measured.as_of.isoformat(), plans=count)
