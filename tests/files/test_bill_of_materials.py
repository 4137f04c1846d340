"""The bill of materials: what the locks name, in the form of CycloneDX, with the licences they declare."""

import importlib.metadata
import json
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from generator.files.bill_of_materials import (
    ROOT as PROJECT,
)
from generator.files.bill_of_materials import (
    Package,
    bill,
    licences_of,
    listed_licences,
    npm_packages,
    python_packages,
)
from tests.paths import ROOT

LOCK = (ROOT / "requirements/site.txt").read_text(encoding="utf-8")
LICENCES = licences_of((ROOT / "requirements/licences.txt").read_text(encoding="utf-8"))
NPM = (ROOT / "package-lock.json").read_text(encoding="utf-8")
PACKAGES = [*python_packages(LOCK, LICENCES), *npm_packages(NPM)]


def test_a_lock_of_python_is_read() -> None:
    a, b = "a" * 64, "b" * 64
    lock = (
        "# made by uv\n"
        f"altair==6.3.0 \\\n    --hash=sha256:{a} \\\n    --hash=sha256:{b}\n"
        "    # via portal-cchc-hai-phong (pyproject.toml)\n"
        f"attrs==26.1.0 ; python_version < '4' \\\n    --hash=sha256:{b}\n    # via altair, referencing\n"
    )
    assert list(python_packages(lock, {"altair": "BSD-3-Clause", "attrs": "MIT"})) == [
        Package("pypi", "altair", "6.3.0", "BSD-3-Clause", (("SHA-256", a), ("SHA-256", b)), (PROJECT,)),
        Package("pypi", "attrs", "26.1.0", "MIT", (("SHA-256", b),), ("altair", "referencing")),
    ]
    with pytest.raises(KeyError):
        list(python_packages(lock, {"altair": "MIT"}))


def test_of_npm_what_the_site_is_built_from_is_named() -> None:
    assert [(one.name, one.licence, one.address) for one in npm_packages(NPM)] == [
        ("@fontsource/be-vietnam-pro", "OFL-1.1", "pkg:npm/%40fontsource/be-vietnam-pro@5.3.0"),
        ("@fontsource/noto-sans-math", "OFL-1.1", "pkg:npm/%40fontsource/noto-sans-math@5.3.0"),
        ("@fontsource/noto-sans-symbols-2", "OFL-1.1", "pkg:npm/%40fontsource/noto-sans-symbols-2@5.3.0"),
        ("minisearch", "MIT", "pkg:npm/minisearch@7.2.0"),
    ]


def test_every_package_of_the_locks_is_named_with_a_licence() -> None:
    pinned = {line.partition("==")[0] for line in LOCK.splitlines() if "==" in line and line[0].isalpha()}
    assert {one.name for one in PACKAGES if one.kind == "pypi"} == pinned == set(LICENCES)
    assert len(pinned) > 50
    assert all(one.checksums and one.users for one in PACKAGES)


def test_a_licence_is_the_one_that_the_package_declares() -> None:
    declared = {}
    for name in LICENCES:
        try:
            found = importlib.metadata.metadata(name).json.get("license_expression")
        except importlib.metadata.PackageNotFoundError:
            continue  # of another machine or interpreter
        if found:
            declared[name] = found
    assert len(declared) > 20
    assert declared == {name: LICENCES[name] for name in declared}


def test_the_bill_is_valid_and_the_same_whatever_the_order() -> None:
    made = bill(PACKAGES)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made.decode()) is None
    assert bill(reversed(PACKAGES)) == made
    found: dict[str, Any] = json.loads(made)
    assert len(found["components"]) == len(PACKAGES)
    needs = {one["ref"]: one["dependsOn"] for one in found["dependencies"]}
    assert any(address.startswith("pkg:pypi/mkdocs@") for address in needs[PROJECT])
    pandas = next(one for one in needs if one.startswith("pkg:pypi/pandas@"))
    assert any(address.startswith("pkg:pypi/numpy@") for address in needs[pandas])


def test_a_bill_that_is_not_valid_is_told() -> None:
    odd = Package("pypi", "a", "1", "MIT", (("SHA-9", "zz"),), (PROJECT,))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill([odd]).decode()) is not None


def test_the_list_has_a_line_for_each() -> None:
    one = Package("npm", "minisearch", "7.2.0", "MIT", (), (PROJECT,))
    assert listed_licences([one]) == "npm\tminisearch\t7.2.0\tMIT\n"
    assert listed_licences(PACKAGES).count("\n") == len(PACKAGES)
