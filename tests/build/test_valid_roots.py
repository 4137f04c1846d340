"""Whatever `check` accepts, every page, file, form and report is made of: no crash on any valid root.

``make torture`` looks at many more roots.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.build.pipeline import Options, compose
from generator.data.catalogue import Catalogue
from generator.data.parser import read_files
from generator.model.quarter import Quarter
from generator.office.duties import Forms
from generator.office.form_workbook import asked_cutoff, write_template
from generator.office.report_docx import report_file
from generator.office.report_view import NoPlanError, report_of
from generator.view.presentation import Presentation
from tests.paths import MINIMAL, ROOT
from tests.reduced_roots import load, reduced

FORMS = 3
"""Agencies, spread over all, whose forms are made of a root."""


def make_everything(files: dict[str, bytes], folder: Path, quarter: Quarter) -> None:
    """Makes the site, some forms and the Word report of data files, which are written below a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    words, measured = Catalogue.load("vi"), compose(folder, Options()).measured
    forms = Forms(measured.portal, quarter)
    for agency in forms.agencies[:: len(forms.agencies) // FORMS + 1]:
        form = forms.of(agency)
        write_template(measured.portal, words, form, asked_cutoff(form))
    try:
        report_file(report_of(Presentation.of(measured, words).task_views, quarter), measured.as_of)
    except NoPlanError:
        period = measured.portal.plans[measured.portal.settings.headline_plan].record.period
        assert quarter.last_day < period.first or period.last < quarter.first_day


def try_seeds(root: Path, seeds: Sequence[int], folder: Path, largest: float = 1.0) -> None:
    """Makes everything of the smaller roots of some seeds; some seeds give no valid root, most do."""
    whole, made = load(read_files(root)), 0
    for seed in seeds:
        files = reduced(whole, seed, largest)
        if files is not None:
            made += 1
            make_everything(files, folder / str(seed), Quarter(2026, 1 + seed % 4))
    assert made >= len(seeds) / 2


def test_smaller_roots_of_the_minimal_root(tmp_path: Path) -> None:
    """Among them roots without an indicator, a task, a held document, an agency that a lead names."""
    try_seeds(MINIMAL, (2, 3, 5, 12), tmp_path)


def test_smaller_roots_of_the_published_data(tmp_path: Path) -> None:
    try_seeds(ROOT, range(1), tmp_path, largest=0.1)


@pytest.mark.city
def test_smaller_roots_of_the_sample(sample_root: Path, tmp_path: Path) -> None:
    try_seeds(sample_root, (3, 4, 10), tmp_path, largest=0.3)


@pytest.mark.torture
@pytest.mark.parametrize("start", range(0, 200, 20))
def test_many_smaller_roots(sample_root: Path, tmp_path: Path, start: int) -> None:
    for root in (MINIMAL, ROOT, sample_root):
        try_seeds(root, range(1000 + start, 1020 + start), tmp_path / root.name)
