"""Options of the suite."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from typing import NoReturn

import pytest

from tests.support import laws
from tests.support.places import GOLDEN

os.environ["S3LINT_NO_CACHE"] = "1"  # the developer's cache is left alone, here and in the processes that tests start


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is now produced as what is expected")
    parser.addoption("--whole", action="store_true", help="run slow tests whole, where a plain run takes a sample")


def pytest_configure(config: pytest.Config) -> None:
    laws.try_on(whole=config.getoption("--whole"))


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether slow tests are to do all that they can do, and not a sample of it."""
    return bool(request.config.getoption("--whole"))


@pytest.fixture(autouse=True)
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only tests with the mark `process` start any: the others are quick because they do not."""
    if request.node.get_closest_marker("process") is None:
        monkeypatch.setattr(subprocess, "Popen", _refused)


def _refused(*words: object, **settings: object) -> NoReturn:
    raise AssertionError(f"a test that starts a process is marked with `process`: {words}")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares text with a file of tests/golden, or writes it there."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} does not exist: run pytest --update-golden, and look at it"
        assert text == path.read_text(encoding="utf-8")

    return compare
