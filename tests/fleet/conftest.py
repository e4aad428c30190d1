"""The organization of the fixture, judged once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the extra `fleet` is not installed")

from s3lint.fleet.store.database import Store
from tests.fleet.fleets import ORGANIZATION, judged


@pytest.fixture(scope="session")
def organization(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("organization") / "store", writes=True)
    judged(store, ORGANIZATION / "manifest.toml", {"profile": "audit"})
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "store", writes=True)
    yield made
    made.close()
