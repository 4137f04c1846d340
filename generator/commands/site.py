"""``portal build``, ``serve`` and ``export``: commands that make the site."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from generator.commands.common import Context, as_of_option, key_option, root_options
from generator.data.catalogue import Language


@click.command()
@root_options
@as_of_option
@click.option(
    "--previous",
    metavar="SHA256SUMS",
    help="Bản kê của lần công bố trước: tệp, địa chỉ trang đang công bố, mã băm, hoặc first nếu là lần đầu.",
)
@key_option
@click.option("--without-history", is_flag=True, help="Dựng khi không có đủ lịch sử git; các trang nói rõ.")
def build(
    root: Path,
    lang: Language,
    as_of: date | None,
    previous: str | None,
    key: bytes,
    without_history: bool,  # noqa: FBT001 - Click gives options by name
) -> None:
    """Kiểm tra, dựng trang web sang một bên rồi công bố vào site/ bằng một lần đổi tên.

    Ví dụ: portal build --as-of 2026-11-22
    """
    from generator.build.pipeline import Options
    from generator.build.pipeline import build as build_site

    context = Context(root, lang)
    options = Options(
        as_of=as_of,
        site_url=os.environ.get("SITE_URL", ""),
        history_of=None if without_history else root,
        previous=previous or "",
        key=key,
        password=os.environ.get("MINISIGN_PASSWORD", ""),
    )
    with context.errors_as_messages():
        built = build_site(root.resolve(), options, context.progress)
    context.report(list(built.warnings))
    context.say("build-ok", pages=str(len(built.site.pages)), site=str(root / "site"))


@click.command()
@root_options
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Địa chỉ và cổng để mở xem.")
def serve(root: Path, lang: Language, address: str) -> None:
    """Xem trước tại máy; sửa data/, content/ hay site_templates/ thì trang tự tải lại.

    Ví dụ: portal serve --address 127.0.0.1:8000
    """
    from mkdocs.commands.serve import serve as mkdocs_serve

    from generator.data.check import check_root

    context = Context(root, lang)
    with context.errors_as_messages():
        portal, problems = check_root(root)
    context.report(problems)
    if portal is None:
        sys.exit(1)
    context.say("serving", address=f"http://{address}/")
    with context.errors_as_messages():
        mkdocs_serve(config_file=str(root / "mkdocs.yml"), livereload=True, dev_addr=address)


@click.command()
@root_options
@as_of_option
@click.option(
    "--theme", default="mkdocs", show_default=True, help="Giao diện ghi trong mkdocs.yml của bản xuất."
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(root: Path, lang: Language, as_of: date | None, theme: str, folder: Path) -> None:
    """Xuất cả cổng thành một thư mục tài liệu thường cho công cụ dựng trang khác.

    Ví dụ: portal export ../ban-xuat
    """
    from generator.build.docs_export import export_files
    from generator.build.pipeline import Options, compose
    from generator.build.release import write_file
    from generator.data.content import content_files
    from generator.data.whole_folder import whole_folder

    context = Context(root, lang)
    if folder.exists() and any(folder.iterdir()):
        context.fail("folder-not-empty", value=str(folder))
    options = Options(as_of=as_of, site_url=os.environ.get("SITE_URL", ""), history_of=root)
    context.progress("compose")
    with context.errors_as_messages():
        built = compose(root, options)
        site = built.site
        with whole_folder(folder) as part:
            for item in export_files(site, content_files(root), theme):
                write_file(part, item.path, item.data)
    context.report(list(built.warnings))
    context.say("export-ok", pages=str(len(site.pages)), folder=str(folder))
