"""The data files that lie beside the modules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.machinery import SourceFileLoader


def packaged(package: str, path: str) -> str:
    """The text of a file of a package of s3lint that is imported, by its path in the package.

    The package's loader reads it, wherever it lies. `importlib.resources` would do the same and a cold run would pay
    for importing `zipfile`, `tempfile` and `random`.
    """
    module = sys.modules[package]
    folder = cast("str", module.__file__).removesuffix("__init__.py")
    return cast("SourceFileLoader", module.__loader__).get_data(folder + path).decode("utf-8")
