"""``portal import-plan``: Word plans in."""

from pathlib import Path

import click

from generator.commands.common import Context, root_options
from generator.strings import Language


@click.command("import-plan")
@root_options
@click.option("--plan", "plan_id", required=True, metavar="ID", help="Thư mục kế hoạch trong data/plans/.")
@click.option("--replace", is_flag=True, help="Thay tasks.yaml đã có, kể cả phần ban biên tập đã thêm.")
@click.option("--scan", is_flag=True, help="Tệp Word làm từ bản quét (OCR): ghi text: restored.")
@click.option("--dry-run", is_flag=True, help="Chỉ in ra; không ghi tệp nào.")
@click.argument("file", metavar="FILE.docx", type=click.Path(path_type=Path, dir_okay=False))
def import_plan(
    *, root: Path, lang: Language, plan_id: str, replace: bool, scan: bool, dry_run: bool, file: Path
) -> None:
    """Đọc bảng nhiệm vụ trong phụ lục của một kế hoạch Word thành tasks.yaml, kèm những chỗ cần người xem.

    Ví dụ: portal import-plan ke-hoach.docx --plan tp-2027
    """
    from generator.office.plan_import import PlanImportError, eye_lines, frame_of
    from generator.office.plan_tasks import read_plan, tasks_yaml
    from generator.office.word_package import MAX_FILE, WordRefusedError, open_word
    from generator.office.word_tables import blocks
    from generator.problems import visible
    from generator.reading import read_files

    context, name = Context(root, lang), visible(file.name)
    goal = root / "data" / "plans" / plan_id / "tasks.yaml"
    with context.told():
        try:
            frame = frame_of(read_files(root), plan_id, "restored" if scan else "verified")
            if goal.exists() and not (replace or dry_run):
                context.fail("import-plan-exists", path=str(goal))
            with file.open("rb") as handle:
                data = handle.read(MAX_FILE + 1)
            plan = read_plan(blocks(open_word(data)), frame)
        except PlanImportError as error:
            context.fail(f"import-plan-{error.code}", **error.params)
        except WordRefusedError as error:
            reason = context.catalogue.text(f"word.refused.{error.reason}", **error.params)
            context.fail("import-plan-refused", file=name, reason=reason)
        for line in eye_lines(name, plan.eyes, context.catalogue):
            click.echo(line, err=True)
        if not plan.tasks:
            context.fail("import-plan-empty", file=name)
        text = tasks_yaml(plan)
        if dry_run:
            click.echo(text, nl=False)
        else:
            aside = goal.with_name(f".{goal.name}.new")
            aside.write_text(text, encoding="utf-8", newline="\n")
            aside.replace(goal)
    context.say(
        "import-plan-read" if dry_run else "import-plan-ok",
        tasks=str(plan.printed),
        parts=str(len(plan.tasks) - plan.printed),
        eyes=str(len(plan.eyes)),
        path=str(goal),
    )
