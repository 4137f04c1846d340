"""``portal``: the command line, the edge where the clock, the disk and the terminal are."""

import gc
import os

import click

from generator.commands import data, lint, office, preview, proof, quarters, site, word


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="portal-cchc-hai-phong", message="portal %(version)s")
def main() -> None:
    """Cổng minh bạch cải cách hành chính: kiểm tra dữ liệu, dựng và công bố trang web."""
    # The theme's notice about another engine is no news to whoever runs this.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # What a build makes lives until it ends: looking for garbage as often as Python does took a fifth of it.
    gc.freeze()
    gc.set_threshold(100_000, 20, 10)


for command in (
    data.check,
    lint.lint,
    site.build,
    site.serve,
    site.export,
    preview.diff,
    preview.preview,
    data.schema,
    data.sample,
    quarters.quarter,
    office.template,
    office.import_,
    office.inbox,
    proof.verify,
    proof.sign,
    word.import_plan,
    word.report,
):
    main.add_command(command)
