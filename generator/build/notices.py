"""The files under ``/giay-phep/``: licences of what the site holds, bill of materials of its build."""

from collections.abc import Iterator
from pathlib import Path

from generator.data.catalogue import TextOf
from generator.files import bill_of_materials
from generator.pages.record.release import LICENCE_FILES
from generator.view.assets import installed
from generator.view.rendering import PROJECT
from generator.view.site import SiteFile
from generator.view.urls import LICENCES

SHIPPED = {
    "minisearch.txt": "node_modules/minisearch/LICENSE.txt",
    "be-vietnam-pro.txt": "node_modules/@fontsource/be-vietnam-pro/LICENSE",
    "noto-sans-math.txt": "node_modules/@fontsource/noto-sans-math/LICENSE",
    "noto-sans-symbols-2.txt": "node_modules/@fontsource/noto-sans-symbols-2/LICENSE",
}
"""Licence of each package whose files or letters the site holds: its own words, as npm installed them."""

LOCKS = ("requirements/site.txt", "requirements/licences.txt", "package-lock.json")


def files(t: TextOf, project: Path = PROJECT) -> Iterator[SiteFile]:
    """Yield the licences, the list of all packages and the bill of materials.

    Args:
        t: Words of the list's head.
        project: Folder with the lock files.

    Raises:
        MissingAssetError: A licence or a lock file is missing.
    """
    for name, path in SHIPPED.items():
        yield SiteFile(f"{LICENCES}{name}", installed(path, project), path)
    lock, licences, npm = (installed(name, project).decode() for name in LOCKS)
    packages = [
        *bill_of_materials.python_packages(lock, bill_of_materials.licences_of(licences)),
        *bill_of_materials.npm_packages(npm),
    ]
    head = t("build.licence-list", names=", ".join(SHIPPED))
    text = f"{head}\n\n{bill_of_materials.listed_licences(packages)}"
    for name, data in zip(LICENCE_FILES, (text.encode(), bill_of_materials.bill(packages)), strict=True):
        yield SiteFile(f"{LICENCES}{name}", data, LOCKS[0])
