"""The policy engine against an IAM simulator by others, where it is installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.policy import iam_simulator

FOLDER = Path(os.environ.get("S3LINT_IAM_SIMULATOR", "/nowhere"))


@pytest.mark.process
@pytest.mark.oracle
@pytest.mark.skipif(
    not (FOLDER / "sim.mjs").exists() or shutil.which("node") is None,
    reason="S3LINT_IAM_SIMULATOR names no folder with the simulator's bridge, or node is missing",
)
def test_the_simulator_agrees() -> None:
    counts, differences = iam_simulator.compare(FOLDER, range(90_000, 90_300))
    assert differences == []
    assert counts["witness agrees"] > 50
    assert counts["nobody agrees"] > 500
