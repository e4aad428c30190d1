"""Where the providers for real plans lie, on machines that have them: a folder called `tf-plugins`."""

from __future__ import annotations

import os
from pathlib import Path

USUAL = (Path.home(), Path("/opt"), Path("/usr/local"), Path("/usr/local/share"))


def plugins() -> Path:
    """The folder that S3LINT_TF_PLUGINS names, else the first of that name in the usual places (it may not exist)."""
    named = os.environ.get("S3LINT_TF_PLUGINS")
    if named:
        return Path(named)
    return next((root / "tf-plugins" for root in USUAL if (root / "tf-plugins").is_dir()), Path("tf-plugins"))
