"""CloudFormation: templates (YAML, JSON, SAM, CDK output) to located, evaluated resources.
Knows no check.

Everything is imported when it is asked for: PyYAML and cfn-flip take a while to load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s3lint.languages.cloudformation.detect import EXTENSIONS, is_candidate, looks_like_template

if TYPE_CHECKING:
    from s3lint.languages.cloudformation.reading import comments
    from s3lint.languages.cloudformation.stacks.deployed import Deployed
    from s3lint.languages.cloudformation.stacks.load import children, load, load_text

__all__ = ["EXTENSIONS", "Deployed", "children", "comments", "is_candidate", "load", "load_text", "looks_like_template"]


def __getattr__(name: str) -> Any:
    if name == "comments":
        from s3lint.languages.cloudformation.reading import comments

        return comments
    if name in ("children", "load", "load_text"):
        from s3lint.languages.cloudformation.stacks import load as loading

        return getattr(loading, name)
    if name == "Deployed":
        from s3lint.languages.cloudformation.stacks.deployed import Deployed

        return Deployed
    raise AttributeError(name)
