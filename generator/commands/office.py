"""``portal template``, ``import`` and ``inbox``: Excel forms for the agencies, and reading them back."""

import sys
import unicodedata
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.common import Context, as_of_option, echo, root_options
from generator.commands.import_output import read_sent_forms, tell_outcome, write_report
from generator.data.catalogue import Catalogue, Language
from generator.data.characters import forbidden
from generator.model.quarter import Quarter

if TYPE_CHECKING:
    from generator.office.duties import Forms
    from generator.office.workbook import Sheet


def _quarter(_context: click.Context, _parameter: click.Parameter, value: str) -> Quarter:
    found = Quarter.parse(value)
    if found is None:
        raise click.BadParameter(f"{value!r}: cần kỳ báo cáo dạng 2026-q2")
    return found


quarter_option = click.option(
    "--quarter", required=True, callback=_quarter, metavar="KỲ", help="Kỳ báo cáo, dạng 2026-q2."
)


take_good_option = click.option(
    "--take-good", is_flag=True, help="Nhận các biểu không có lỗi, để lại những biểu còn lỗi."
)


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r}: cần ngày dạng 2026-06-09") from None


@click.command()
@root_options
@quarter_option
@click.option("--agency", metavar="MÃ", help="Mã cơ quan trong agencies.yaml, ví dụ so-noi-vu.")
@click.option(
    "--all", "everyone", is_flag=True, help="Mọi cơ quan có nhiệm vụ hoặc chỉ tiêu, mỗi cơ quan một tệp."
)
@click.option(
    "--cutoff", callback=_day, metavar="NGÀY",
    help="Số liệu đến ngày, ghi sẵn vào mẫu (mặc định: ngày đã định khi mở kỳ).",
)  # fmt: skip
@as_of_option
@click.argument("target", metavar="TỆP|THƯ_MỤC", type=click.Path(path_type=Path))
def template(  # noqa: PLR0913 - Click gives options by name
    root: Path,
    lang: Language,
    quarter: Quarter,
    *,
    agency: str | None,
    everyone: bool,
    cutoff: date | None,
    as_of: date | None,
    target: Path,
) -> None:
    """Làm mẫu Excel để cơ quan ghi kết quả của một kỳ.

    Nếu kỳ đã mở thì ngày làm mẫu, của mọi cơ quan hay của một cơ quan, được ghi vào data/quarters/<kỳ>.yaml.

    Ví dụ: portal template --quarter 2026-q2 --agency so-noi-vu so-noi-vu.xlsx

    Ví dụ: portal template --quarter 2026-q2 --all mau-2026-q2
    """
    from generator.build.release import replace_in
    from generator.data.suggestions import nearest
    from generator.office.duties import Forms
    from generator.office.form_workbook import asked_cutoff, write_template

    context = Context(root, lang)
    if everyone == (agency is not None):
        raise click.UsageError("chọn một trong hai: --agency MÃ, hoặc --all")
    context.progress("read")
    portal = context.portal()
    forms = Forms(portal, quarter)
    if agency is not None and agency not in forms.agencies:
        context.fail("template-no-agency", value=agency, near=nearest(agency, forms.agencies) or "so-noi-vu")
    wanted = forms.agencies if agency is None else (agency,)
    words = Catalogue.load("vi")
    with (
        context.errors_as_messages(),
        click.progressbar(wanted, hidden=not sys.stderr.isatty(), file=sys.stderr) as bar,
    ):
        for one in bar:
            form = forms.of(one)
            data = write_template(portal, words, form, cutoff or asked_cutoff(form))
            if agency is None:
                replace_in(target, f"{one}.xlsx", data)
            else:
                replace_in(target.parent, target.name, data)
    context.say("template-ok", count=str(len(wanted)), quarter=quarter.label, target=str(target))
    if agency is None:
        _say_who_owes(context, forms)
    with context.errors_as_messages():
        _note_forms_made(context, quarter, as_of, agency)
    if agency is None:
        for gap in forms.unasked:
            name, plan = portal.agencies[gap.agency].record.name, gap.plan.record.short_title
            context.say("template-gap", agency=name, plan=plan, numbers=", ".join(gap.numbers))
        _say_unentered(context, forms)


def _say_unentered(context: Context, forms: "Forms") -> None:
    """Say of which tasks and targets not all agencies are asked, because they were not entered."""
    for gap in forms.unentered:
        for code, numbers in (("tasks", gap.tasks), ("targets", gap.targets)):
            if numbers:
                plan = gap.plan.record.short_title
                context.say(f"template-unentered-{code}", plan=plan, numbers=", ".join(numbers))


def _say_who_owes(context: Context, forms: "Forms") -> None:
    """Say for each plan how many agencies owe a report, and whose forms are for those who owe none."""
    from generator.measures.clock import Clock
    from generator.measures.reporters import reporters_in
    from generator.view.reporter_words import named_count

    portal = forms.portal
    for plan in portal.plans.values():
        found = reporters_in(portal, plan, forms.quarter, Clock(portal.settings.as_of))
        if found.wanted:
            words = named_count(context.catalogue.text, found)
            context.say("template-owing", plan=plan.record.short_title, agencies=words)
    for agency in forms.agencies:
        if agency not in forms.owing:
            context.say("template-asked", agency=portal.agencies[agency].record.name)


def _note_forms_made(context: Context, quarter: Quarter, as_of: date | None, agency: str | None) -> None:
    """Record in an opened quarter's file when its forms, or that of one agency, were first made."""
    from generator.data.transaction import replace_files
    from generator.office.quarter_closing import with_forms_made

    portal = context.portal()
    if quarter not in portal.quarter_files:
        context.say("template-not-open", quarter=quarter.id)
        return
    day = as_of or portal.settings.as_of
    files = with_forms_made(portal, quarter, day, agency)
    replace_files(context.root, files, portal.sources)
    if files:
        context.say("template-made", quarter=quarter.id, day=day.isoformat())


def _reason(context: Context, words: str) -> str:
    """Return the reason of a correction as it is published; ends the command if it cannot be."""
    found = forbidden(words)
    if found is not None:
        context.fail("import-reason-hidden", value=f"U+{ord(found[1]):04X}")
    composed = unicodedata.normalize("NFC", words)
    if composed != words:
        context.say("import-reason-composed")
    return composed.strip()


def _chosen(context: Context, names: tuple[str, ...], forms: Collection[str]) -> tuple[str, ...]:
    """Return the forms that are meant by what was typed after ``--choose``; ends the command if none is."""
    from generator.data.problems import shown_name

    found = []
    for name in names:
        shown = shown_name(Path(name).name)
        one = [form for form in forms if name == form] or [form for form in forms if form.endswith(shown)]
        if len(one) != 1:
            context.fail("import-not-chosen", value=name, allowed=" · ".join(one or forms))
        found += one
    return tuple(found)


@click.command(name="import")
@root_options
@quarter_option
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ đổi gì, không ghi.")
@click.option("--correct", "words", metavar="LÝ_DO", help="Lý do sửa số liệu của kỳ đã khóa; được công bố.")
@as_of_option
@click.option("--register", is_flag=True, help="Đăng ký luôn các văn bản ghi ở trang Văn bản mới.")
@click.option(
    "--choose",
    multiple=True,
    metavar="TỆP",
    help="Tệp được dùng khi một cơ quan gửi nhiều bản khác nhau; dùng được nhiều lần.",
)
@take_good_option
@click.option(
    "--replies",
    metavar="THƯ_MỤC",
    type=click.Path(path_type=Path, file_okay=False),
    help="Thư mục để viết thư trả lời, mỗi cơ quan còn lỗi một tệp .txt.",
)
@click.option(
    "--report",
    "page",
    metavar="THƯ_MỤC",
    type=click.Path(path_type=Path, file_okay=False),
    help="Thư mục để ghi trang báo cáo.",
)
@click.argument(
    "paths",
    metavar="TỆP|THƯ_MỤC…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
)
def import_(  # noqa: PLR0913 - Click gives options by name
    root: Path,
    lang: Language,
    quarter: Quarter,
    *,
    dry_run: bool,
    register: bool,
    choose: tuple[str, ...],
    take_good: bool,
    replies: Path | None,
    page: Path | None,
    words: str | None,
    as_of: date | None,
    paths: tuple[Path, ...],
) -> None:
    """Nhập các mẫu Excel đã ghi: nêu mọi lỗi một lần, hoặc ghi tất cả vào data/, không ghi nửa chừng.

    Ví dụ: portal import --quarter 2026-q2 --dry-run thu-muc-nhan

    Ví dụ: portal import --quarter 2026-q2 --register so-noi-vu.xlsx

    Ví dụ: portal import --quarter 2026-q2 --dry-run --replies thu-tra-loi --report bao-cao thu-muc-nhan

    Ví dụ: portal import --quarter 2026-q2 --take-good --choose "so-noi-vu (1).xlsx" thu-muc-nhan

    Ví dụ: portal import --quarter 2026-q1 --correct "Sở đính chính số liệu" so-noi-vu.xlsx
    """
    from generator.build.release import locked
    from generator.data.transaction import replace_files
    from generator.office.confinement import confined
    from generator.office.conversion import converter, opened_or_converted
    from generator.office.form_import import CorrectionReason, import_forms

    context = Context(root, lang)
    context.progress("read")
    portal = context.portal()
    with context.errors_as_messages():
        said = _reason(context, words or "")
        reason = CorrectionReason(said, as_of or portal.settings.as_of) if said else None
        with confined() as reader:
            sent = read_sent_forms(context, reader, paths)
            with click.progressbar(
                length=len(sent.forms), hidden=not sys.stderr.isatty(), file=sys.stderr
            ) as bar:
                read = opened_or_converted(reader.workbook, converter())

                def opened(data: bytes) -> "list[Sheet]":
                    bar.update(1)
                    return read(data)

                outcome = import_forms(
                    portal,
                    quarter,
                    sent.forms,
                    Catalogue.load("vi"),
                    opened,
                    reason=reason,
                    day=as_of,
                    unopened=sent.problems,
                    choose=_chosen(context, choose, sent.forms),
                    take_good=take_good,
                )
        tell_outcome(context, portal, outcome, sent, page, replies)
        if outcome.refused:
            context.fail("import-refused")
        if outcome.newcomers and not register:
            tell = context.say if dry_run else context.fail
            tell(f"import-{'to-register' if dry_run else 'unregistered'}", count=str(len(outcome.newcomers)))
        if not dry_run and outcome.files:
            with locked(root.resolve()):
                replace_files(root, outcome.files, portal.sources)
    if quarter not in portal.quarter_files and outcome.files:
        context.say("import-opens", quarter=quarter.id)
    key = "import-nothing" if not outcome.files else "import-dry" if dry_run else "import-ok"
    context.say(key, count=str(len(outcome.changes)), files=str(len(outcome.files)), quarter=quarter.label)


@click.command()
@root_options
@as_of_option
@click.option(
    "--report", type=click.Path(path_type=Path, file_okay=False), help="Thư mục để ghi trang báo cáo."
)
@take_good_option
@click.option("--apply", "write", is_flag=True, help="Ghi vào data/ và bỏ các tệp đã nhận khỏi data/inbox/.")
def inbox(
    root: Path, lang: Language, *, as_of: date | None, report: Path | None, take_good: bool, write: bool
) -> None:
    """Đọc các mẫu Excel trong data/inbox/<kỳ>/, như CI làm khi có tệp được tải lên.

    Ví dụ: portal inbox --report build/inbox

    Ví dụ: portal inbox --apply
    """
    from generator.build.release import locked
    from generator.data.transaction import replace_files
    from generator.office.confinement import confined
    from generator.office.conversion import converter, opened_or_converted
    from generator.office.inbox import take_inbox
    from generator.office.inbox_folder import read_inbox
    from generator.office.sent_files import misplaced

    context = Context(root, lang)
    portal = context.portal()
    words = Catalogue.load("vi")
    with context.errors_as_messages():
        with confined() as reader:
            folders = read_inbox(root, reader.unzipped)
            sent = {quarter: folder.sent for quarter, folder in folders.items()}
            day, astray = as_of or portal.settings.as_of, misplaced(root / "data" / "inbox")
            opened = opened_or_converted(reader.workbook, converter())
            taken = take_inbox(portal, sent, words, day, opened, astray, take_good=take_good)
        if report is not None:
            write_report(report, taken)
        for line in (line for quarter in taken.quarters for line in quarter.aside):
            echo(line)
        context.report(list(taken.problems))
        for line in (line for quarter in taken.quarters for line in quarter.takeable):
            echo(line)
        if taken.refused:
            context.fail("import-refused")
        if write:
            # The forms are removed from the inbox in the same transaction that writes the data.
            came = {
                path: data
                for quarter, folder in folders.items()
                for path, data in folder.leaving(taken.waiting.get(quarter, frozenset())).items()
            }
            with locked(root.resolve()):
                replace_files(root, {**taken.files, **dict.fromkeys(came)}, {**portal.sources, **came})
    count = sum(len(quarter.changes) for quarter in taken.quarters)
    context.say("inbox-applied" if write else "inbox-read", count=str(count), files=str(len(taken.files)))
