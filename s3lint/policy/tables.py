"""The tables beside the code, read when first asked for."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from s3lint.packaged import packaged


@cache
def table(name: str) -> Any:
    """One of the JSON tables of this part, each of which names its source and date."""
    return json.loads(packaged("s3lint.policy", f"data/{name}.json"))
