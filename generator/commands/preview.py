"""``portal diff`` and ``preview``: what would change if the present data were published."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.common import Context, as_of_option, echo, root_options
from generator.data.catalogue import Language

if TYPE_CHECKING:
    from generator.data.differences import Published

against_option = click.option(
    "--against",
    default="",
    metavar="BẢN|THƯ_MỤC",
    help="So với bản này của kho git (nhánh, mã bản lưu), hay một thư mục có data/. Không ghi: chỗ công việc "
    "này tách khỏi nhánh chính của kho mã (origin/HEAD); không có nhánh ấy thì bản lưu gần nhất (HEAD).",
)


@click.command()
@root_options
@against_option
def diff(root: Path, lang: Language, against: str) -> None:
    """Nêu những gì đang khác bản đã công bố: từng nhiệm vụ, chỉ tiêu, số liệu, cũ → mới, theo cơ quan.

    Ví dụ: portal diff

    Ví dụ: portal diff --against origin/main
    """
    from generator.build.preview import compared
    from generator.measures.loader import load_measured
    from generator.pages.record.differences import lines
    from generator.view.presentation import Presentation

    context = Context(root, lang)
    published = _published(context, against)
    with context.errors_as_messages():
        measured, _ = load_measured(root)
        _, differing = compared(Presentation.of(measured, context.catalogue), published)
    for line in lines(context.catalogue.text, differing):
        echo(line)


@click.command()
@root_options
@as_of_option
@against_option
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path, file_okay=False))
def preview(root: Path, lang: Language, as_of: date | None, against: str, folder: Path) -> None:
    """Dựng bản xem trước vào một thư mục riêng: chỗ khác bản đã công bố được tô và liệt kê; site/ không đổi.

    Mở được thẳng từ thư mục, không cần máy chủ. Ví dụ: portal preview build/xem-truoc
    """
    from generator.build.pipeline import Options
    from generator.build.preview import load_preview, write_preview

    context = Context(root, lang)
    _published(context, against)
    if folder.exists() and any(folder.iterdir()) and not (folder / "xem-truoc" / "index.html").is_file():
        context.fail("folder-not-empty", value=str(folder))
    context.progress("compose")
    with context.errors_as_messages():
        made = load_preview(root, Options(as_of=as_of, history_of=root), against)
        write_preview(root.resolve(), made, folder, context.progress)
    context.say("preview-ok", folder=str(folder))


def _published(context: Context, against: str) -> "Published":
    """Return the published state; if it cannot be found, print why and exit with 1."""
    from generator.build.preview import NoDataError, published_state
    from generator.data.gitlog import NoCommitError

    with context.errors_as_messages():
        try:
            found = published_state(context.root, against)
        except NoCommitError:
            context.fail("diff-no-commit", value=against or "HEAD")
        except NoDataError:
            context.fail("diff-no-data", value=against)
    if found is None:
        context.fail("diff-no-git")
    return found
