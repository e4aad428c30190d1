"""The tables beside the code, read when first asked for."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Any:
    """One of the JSON tables of this part, each of which names its source and date."""
    return json.loads(files("s3lint.policy").joinpath("data", f"{name}.json").read_text("utf-8"))
