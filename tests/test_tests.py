"""The shape of the tests: every file of them is found."""

from fnmatch import fnmatch

import pytest

from tests.paths import TESTS


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """By default pytest looks into no folder named ``build``."""
    passed_over = [
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("test_*.py")
        for folder in path.relative_to(TESTS).parts[:-1]
        if any(fnmatch(folder, pattern) for pattern in pytestconfig.getini("norecursedirs"))
    ]
    assert passed_over == []
