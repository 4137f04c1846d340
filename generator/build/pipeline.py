"""The build in one function: from the files of a root to a published release.

``portal build`` runs all stages. ``mkdocs build`` and ``portal export`` stop at the site in memory
(`compose`) and write it elsewhere. A preview (`preview`) calls the stages up to the rendered pages twice: for
the present and the published data.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build.bodies import hosting_of, render_pages, site_of
from generator.build.compression import pack
from generator.build.host_files import headers_file, write_configs
from generator.build.mkdocs_site import hand_written
from generator.build.previous_manifest import previous_digest
from generator.build.release import aside, locked, publish, seal, write_file
from generator.build.shells import write_site
from generator.build.signature import sign
from generator.build.specs import families, specs_of
from generator.charts.caching import prune
from generator.data.catalogue import Catalogue
from generator.data.check import data_files, without_errors
from generator.data.content import check_content, content_files
from generator.data.gitlog import history_warnings, read_history
from generator.data.history import NO_HISTORY
from generator.data.parser import parse_root
from generator.data.problems import Problem
from generator.data.resolver import resolve
from generator.data.site_settings import check_settings
from generator.data.transaction import named
from generator.measures.metrics import Measured
from generator.view.presentation import Presentation
from generator.view.rendering import PROJECT, make_environment, templates_of
from generator.view.site import Site
from generator.view.urls import MANIFEST, SIGNATURE


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a build."""

    as_of: date | None = None
    """Day for which states are computed; ``as_of`` of ``data/portal.yaml`` when None."""
    site_url: str = ""
    """Public address of the site, used in citations and metadata; empty if not decided yet."""
    history_of: Path | None = None
    """Folder whose git repository has the history of the data: usually the root itself. None to build without
    history, which the pages then say."""
    previous: str = ""
    """The manifest published before: its SHA-256, file, address or `urls.FIRST`; empty when not known."""
    key: bytes = b""
    """Bytes of the minisign secret key file that signs the manifest; empty to leave it unsigned."""
    password: str = ""
    """Password of the key; empty for a key without one."""
    publishes: bool = True
    """Whether the site is written to disk and published; if not, the build ends with the site in memory."""


@dataclass(frozen=True, slots=True)
class Built:
    """Result of a build."""

    measured: Measured
    site: Site
    warnings: tuple[Problem, ...]
    release: Path | None
    """Folder of the published release; None for a site in memory."""


DEFAULT = Options()
"""The as-of day of ``data/portal.yaml``, no history, no signature; the site is published."""

Progress = Callable[[str], None]
"""Called with the name of each step as it begins."""


def unwatched(_: str) -> None:
    """Ignore the progress."""


def build(root: Path, options: Options = DEFAULT, progress: Progress = unwatched) -> Built:
    """Build a root and publish the result; the old site stays online until the last step.

    Args:
        root: Folder with ``data/``, ``content/`` and ``mkdocs.yml``.
        options: Options of the build.
        progress: Called with the name of each step.

    Raises:
        ProblemError: Data or hand-written pages have errors; the exception has every problem, and nothing
            was written.
        PublishError: Another build is running, or ``site`` is not a symbolic link.
        ChainError: The manifest published before cannot be read.
        SigningError: The key cannot be used, or is not the one that the site names.
    """
    progress("read")
    files = data_files(root)
    history = read_history(options.history_of) if options.history_of else NO_HISTORY
    previous = previous_digest(options.previous) if options.previous else ""
    records, misread = parse_root(files)
    resolved, unresolved = resolve(records)
    written = check_content(content_files(root)) + check_settings(root / "mkdocs.yml")
    told = misread + unresolved + written + history_warnings(history)
    portal, warnings = without_errors(resolved, told)

    progress("compose")
    measured = Measured(portal, options.as_of or portal.settings.as_of)
    presentation = Presentation.of(measured, Catalogue.load("vi"), options.site_url, history, previous)
    environment = make_environment(presentation.values.catalogue, templates_of(root))
    specs = specs_of(presentation, families(presentation))
    pages = render_pages(presentation, environment, specs)
    site = site_of(presentation, environment, templates_of(root), specs, pages)
    hosting = hosting_of(presentation, templates_of(root), specs)
    addresses = [page.url for page in pages] + [item.path for item in site.files]
    addresses += hand_written(root / "content")
    site = replace(site, files=(*site.files, headers_file(environment, hosting, addresses)))
    if not options.publishes:
        return Built(measured, site, warnings, None)

    with locked(root), aside(root) as folder, named(folder):
        write_site(root, site, folder, progress)
        progress("pack")
        pack(folder)
        progress("publish")
        digest = seal(folder)
        if options.key:
            known, day = portal.settings.minisign_key or "", measured.as_of.isoformat()
            manifest = (folder / MANIFEST).read_bytes()
            write_file(folder, SIGNATURE, sign(manifest, options.key, options.password, known, day))
        release = publish(root, folder, digest)
        write_configs(root, environment, hosting)
    prune(PROJECT / "build", time.time())
    return Built(measured, site, warnings, release)


def compose(root: Path, options: Options = DEFAULT) -> Built:
    """Build the site in memory without publishing it.

    Raises:
        ProblemError: The data have errors; the exception has every problem.
        ChainError: The manifest published before cannot be read.
    """
    return build(root, replace(options, publishes=False))
