"""``/ban-dung/``: which commit and data the site was built from, what lists its files, how to rebuild it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator import urls, views
from generator.pages.kernel import Kernel
from generator.portal import Portal
from generator.site import PageSpec, SearchRecord, SiteFile
from generator.verifying import MANIFEST

FILE = f"{urls.BUILD}ban-dung.json"


@dataclass(frozen=True, slots=True)
class BuildPage:
    """What a build can say of itself. Its own manifest's hash it cannot: the page is listed in it."""

    commit: str
    """Empty without git."""
    commit_words: str
    data: str
    as_of: str
    as_of_text: str
    previous: str
    files: tuple[views.Link, ...]
    repository: str


def data_revision(portal: Portal) -> str:
    """SHA-256 over the names and bytes of every data file: equal data, equal revision."""
    digest = hashlib.sha256()
    for path in sorted(portal.sources):
        digest.update(f"{hashlib.sha256(portal.sources[path]).hexdigest()}  {path}\n".encode())
    return digest.hexdigest()


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The one page."""
    history = kernel.history
    state = "unknown" if not history.head else "dirty" if history.dirty else "clean"
    title = kernel.t("build.title")
    yield PageSpec(
        url=urls.BUILD,
        title=title,
        description=kernel.t("build.description"),
        section="du-lieu",
        template="build.html.j2",
        view=BuildPage(
            commit=history.head,
            commit_words=kernel.t(f"build.commit-{state}"),
            data=data_revision(kernel.portal),
            as_of=kernel.measured.as_of.isoformat(),
            as_of_text=kernel.day(kernel.measured.as_of),
            previous=kernel.previous,
            files=(views.Link(MANIFEST, MANIFEST), views.Link("ban-dung.json", FILE)),
            repository=kernel.portal.settings.repository or "",
        ),
        crumbs=kernel.crumbs(),
        search=(SearchRecord(urls.BUILD, title, "page", words=kernel.t("build.search-words"), weight=1),),
        index=True,
    )


def files(kernel: Kernel) -> list[SiteFile]:
    """The same for machines."""
    history = kernel.history
    told = {
        "commit": history.head or None,
        "uncommitted_changes": history.dirty if history.head else None,
        "data_revision": data_revision(kernel.portal),
        "as_of": kernel.measured.as_of.isoformat(),
        "manifest": MANIFEST,
        "previous_manifest_sha256": kernel.previous or None,
        "repository": kernel.portal.settings.repository,
        "rebuild": f"make site AS_OF={kernel.measured.as_of.isoformat()}",
    }
    return [SiteFile(FILE, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode(), "build")]
