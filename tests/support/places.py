"""Where the suite finds what it reads."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
DATA = TESTS / "data"
GOLDEN = TESTS / "golden"
FIXTURES = ROOT / "fixtures"
SHARED = ROOT.parent / "shared"  # the vectors of the project's specification, where they lie beside the checkout
