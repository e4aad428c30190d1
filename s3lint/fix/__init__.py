"""Fixes: what checks want, as edits that proved themselves.

A check says what would make a failure pass, as data (`checks/wanted.py`). `drafting.py` turns that into a change of
files, `proof.py` states what a change must hold, and `judging.py` lays changes over a session's trees and judges them.
Nothing here writes a file.

Two doorways. `fixes(session, request, result, wanted)` gives the proven fixes of findings of a session's result, by
`name_of` each finding, each fix proven alone: for reports, and for an editor's code actions. It asks the session more
questions, and leaves its texts as they are. `fixed(session, request, unsafe=…)` gives the files with everything made
that may be made, round after round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from s3lint.fix.fixpoint import Fixed, fixed
    from s3lint.fix.offers import fixes, name_of, with_fixes

__all__ = ["Fixed", "fixed", "fixes", "name_of", "with_fixes"]


def __getattr__(name: str) -> Any:
    if name in ("Fixed", "fixed"):
        from s3lint.fix import fixpoint

        return getattr(fixpoint, name)
    if name in ("fixes", "name_of", "with_fixes"):
        from s3lint.fix import offers

        return getattr(offers, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
