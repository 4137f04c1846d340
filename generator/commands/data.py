"""``portal check``, ``schema`` and ``sample``: commands on data files."""

import sys
from pathlib import Path

import click

from generator.commands.common import Context, root_options
from generator.data.catalogue import Catalogue, Language


@click.command()
@root_options
def check(root: Path, lang: Language) -> None:
    """Kiểm tra mọi tệp trong data/ và nêu tất cả lỗi một lần.

    Ví dụ: portal check --root .
    """
    from generator.data.check import check_root
    from generator.data.closure_check import rewritten
    from generator.data.gitlog import known_revisions
    from generator.data.parser import read_files

    context = Context(root, lang)
    with context.errors_as_messages():
        portal, problems = check_root(root)
        revisions, unknown = known_revisions(root)
        broken = rewritten(revisions, read_files(root))
    context.report(problems + unknown + broken)
    if portal is None or broken:
        sys.exit(1)
    tasks = sum(len(plan.printed_tasks) for plan in portal.plans.values())
    figures = sum(1 for _ in portal.observations())
    context.say("check-ok", plans=str(len(portal.plans)), tasks=str(tasks), figures=str(figures))


@click.command()
@root_options
@click.option("--check", is_flag=True, help="Chỉ so với lược đồ đã ghi; thoát 1 khi không còn đúng.")
def schema(root: Path, lang: Language, check: bool) -> None:  # noqa: FBT001 - Click gives options by name
    """Ghi lược đồ JSON vào data/schema/, để trình soạn thảo giải thích và kiểm tra data/ khi gõ.

    Ví dụ: portal schema --check
    """
    from generator.build.release import replace_in
    from generator.data.root_files import refuse_odd_files
    from generator.data.schema import FOLDER, schemas, stale

    context = Context(root, lang)
    # Schemas are for the Vietnamese editors of the data, whatever language this run's messages have.
    wanted = schemas(Catalogue.load("vi"))
    with context.errors_as_messages():
        refuse_odd_files(root)
        names = stale(root / FOLDER, wanted)
        if check and names:
            context.fail("schema-stale", names=", ".join(names))
        if check:
            context.say("schema-current", count=str(len(wanted)))
            return
        for name in names:
            if name in wanted:
                replace_in(root / FOLDER, name, wanted[name])
            else:
                (root / FOLDER / name).unlink()
    context.say("schema-ok", count=str(len(wanted)), folder=str(root / FOLDER))


@click.command()
@root_options
@click.option(
    "--communes", type=click.IntRange(min=1), default=5, show_default=True, help="Số xã có kế hoạch riêng."
)
@click.option(
    "--quarters",
    type=click.IntRange(1, 40),
    default=2,
    show_default=True,
    help="Số quý có kết quả, từ quý I/2026.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Cùng số này thì sinh ra đúng cùng dữ liệu."
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def sample(root: Path, lang: Language, communes: int, quarters: int, seed: int, folder: Path) -> None:
    """Tạo một thư mục dữ liệu minh họa đầy đủ trên nền các kế hoạch thật, để thử và trình diễn.

    Ví dụ: portal sample --communes 114 --quarters 4 --seed 1 ../minh-hoa
    """
    from generator.data.whole_folder import whole_folder
    from generator.sample.commune_tasks import MODEL
    from generator.sample.writing import Scale, communes_of, write_sample

    context = Context(root, lang)
    if folder.exists() and any(folder.iterdir()):
        context.fail("folder-not-empty", value=str(folder))
    copied = [(root / name).resolve() for name in ("data", "content", "site_templates")]
    if any(folder.resolve().is_relative_to(source) for source in copied):
        context.fail("folder-inside-root", value=str(folder))
    context.progress("read")
    portal = context.portal()
    if MODEL not in portal.plans:
        context.fail("no-model-plan", plan=MODEL)
    most = len(communes_of(portal))
    if communes > most:
        context.fail("too-many-communes", value=str(communes), most=str(most))
    context.progress("sample")
    with context.errors_as_messages(), whole_folder(folder) as part:
        written = write_sample(root, part, portal, Scale(communes, quarters, seed))
    context.say(
        "sample-ok",
        communes=str(written.communes),
        tasks=str(written.tasks),
        results=str(written.results),
        folder=str(folder),
    )
