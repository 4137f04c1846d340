"""``portal import-plan`` and ``report``: reading plans from Word and writing the quarterly Word report."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.common import Context, as_of_option, echo, root_options
from generator.data.catalogue import Language
from generator.model import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.office.printed_tasks import Eye
    from generator.office.word_tables import Block


@click.command("import-plan")
@root_options
@click.option("--plan", "plan_id", required=True, metavar="ID", help="Thư mục kế hoạch trong data/plans/.")
@click.option(
    "--replace",
    is_flag=True,
    help="Cập nhật tasks.yaml đã có theo tệp Word; phần đơn vị vận hành đã thêm được giữ.",
)
@click.option("--scan", is_flag=True, help="Tệp Word làm từ bản quét (OCR): ghi text: restored.")
@click.option("--dry-run", is_flag=True, help="Chỉ in ra; không ghi tệp nào.")
@click.argument("file", metavar="FILE.docx|FILE.xlsx", type=click.Path(path_type=Path, dir_okay=False))
def import_plan(
    *, root: Path, lang: Language, plan_id: str, replace: bool, scan: bool, dry_run: bool, file: Path
) -> None:
    """Đọc bảng nhiệm vụ của một kế hoạch Word hoặc Excel thành tasks.yaml, kèm những chỗ cần người xem.

    Phần lời văn của tệp Word thành bản nháp sections.yaml và targets.yaml cạnh đó.

    Ví dụ: portal import-plan ke-hoach.docx --plan tp-2027
    """
    from generator.data.parser import read_files
    from generator.data.problems import shown_name
    from generator.data.transaction import replace_files
    from generator.office.confinement import confined
    from generator.office.conversion import converter, opened_or_converted
    from generator.office.package_limits import DOCUMENT, FileRefusedError
    from generator.office.plan_drafts import read_drafts
    from generator.office.plan_files import plan_files
    from generator.office.plan_import import PlanImportError, eye_lines, frame_of, refusal
    from generator.office.plan_tasks import read_plan
    from generator.office.sent_files import read_sent
    from generator.office.target_tables import parted

    context, name = Context(root, lang), shown_name(file.name)
    goal = root / "data" / "plans" / plan_id / "tasks.yaml"
    with context.errors_as_messages():
        try:
            files = read_files(root)
            frame = frame_of(files, plan_id, "restored" if scan else "verified")
            if goal.exists() and not (replace or dry_run):
                context.fail("import-plan-exists", path=str(goal))
            data = read_sent(file, DOCUMENT.file_bytes)
            with confined() as reader:
                found = opened_or_converted(reader.plan, converter())(data)
            others, rows, tables = parted(found)
            plan = read_plan(others, frame)
        except PlanImportError as error:
            context.fail(f"import-plan-{error.code}", **error.params)
        except FileRefusedError as error:
            context.fail("import-plan-refused", file=name, reason=refusal(error, context.catalogue, name))
        drafts = read_drafts(found, rows, tables, frame)
        _refuse_hidden(context, name, (*plan.hidden, *drafts.hidden), found)
        if not (plan.tasks or drafts.sections or drafts.targets):
            context.fail("import-plan-empty", file=name)
        try:
            made = plan_files(plan, drafts, files, f"data/plans/{plan_id}", replace=replace)
        except PlanImportError as error:
            context.fail(f"import-plan-{error.code}", **error.params)
        for line in eye_lines(name, made.eyes, context.catalogue, found):
            echo(line, err=True)
        if dry_run:
            _show(made.written)
        elif made.written:
            replace_files(root, made.written, files)
    context.say(
        "import-plan-read" if dry_run else "import-plan-ok",
        tasks=str(plan.printed),
        parts=str(len(plan.tasks) - plan.printed),
        sections=str(made.sections),
        targets=str(made.targets),
        eyes=str(len(made.eyes)),
        path=str(goal.parent),
    )


def _show(written: "Mapping[str, bytes]") -> None:
    """Print the files that would be written, each below its name where there are several."""
    for path, data in written.items():
        head = f"# {path}\n" if len(written) > 1 else ""
        click.echo(f"{head}{data.decode()}", nl=False)


def _refuse_hidden(
    context: Context, file: str, hidden: "tuple[Eye, ...]", found: "tuple[Block, ...]"
) -> None:
    """End the command, naming the cells, if any holds characters that no text may hold."""
    from generator.office.plan_import import eye_lines

    if hidden:
        for line in eye_lines(file, hidden, context.catalogue, found):
            echo(line, err=True)
        context.fail("import-plan-hidden", file=file, count=str(len(hidden)))


@click.command()
@root_options
@as_of_option
@click.option("--quarter", "name", required=True, metavar="QUÝ", help="Kỳ báo cáo, dạng 2026-q2.")
@click.option("--replace", is_flag=True, help="Ghi đè tệp đã có, kể cả phần cơ quan đã viết vào đó.")
@click.argument("file", metavar="OUT.docx", type=click.Path(path_type=Path, dir_okay=False))
def report(*, root: Path, lang: Language, as_of: date | None, name: str, replace: bool, file: Path) -> None:
    """Viết báo cáo CCHC của một quý bằng Word: bố cục, bảng, biểu đồ và nguồn đã điền, chừa chỗ cho lời văn.

    Đến hết ngày cuối quý; nếu quý chưa hết thì tính đến --as-of hoặc ngày của cổng. Ví dụ: portal report
    --quarter 2026-q2 bao-cao.docx
    """
    from generator.data.catalogue import Catalogue
    from generator.data.check import check_root
    from generator.data.problems import ProblemError, quote
    from generator.data.transaction import replace_file
    from generator.measures.metrics import Measured
    from generator.model.quarter import Quarter
    from generator.office.report_docx import report_file
    from generator.office.report_view import NoPlanError, report_of
    from generator.view.presentation import Presentation

    context = Context(root, lang)
    quarter = Quarter.parse(name)
    if quarter is None:
        context.fail("report-quarter", value=quote(name))
    if file.suffix.lower() != ".docx":
        context.fail("report-suffix", path=str(file))
    if file.exists() and not replace:
        context.fail("report-exists", path=str(file))
    with context.errors_as_messages():
        portal, problems = check_root(root)
        if portal is None:
            raise ProblemError(problems)
        measured = Measured(portal, as_of or portal.settings.as_of).at_end_of(quarter)
        day = measured.as_of
        # The report is an official document in Vietnamese, whatever language this run's messages have.
        presentation = Presentation.of(measured, Catalogue.load("vi"))
        try:
            made = report_of(presentation.task_views, quarter)
        except NoPlanError:
            context.fail("report-no-plan", quarter=quarter.label)
        context.progress("report")
        replace_file(file, report_file(made, day))
    context.say("report-ok", path=str(file), day=wording.day(day), places=str(made.places))
