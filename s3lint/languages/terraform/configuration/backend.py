"""Where a root module keeps its state (https://developer.hashicorp.com/terraform/language/backend/s3)."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.body import argument_value
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.values import Value


def state_bucket(root: ModuleValues) -> Value | None:
    """The bucket of its backend, where that is S3 and the bucket is written there."""
    for declaration in root.module.settings:
        if "backend" not in declaration.span.text:
            continue
        for block in declaration.content.labelled("backend"):
            bucket = block.content.arguments.get("bucket")
            if block.labels == ("s3",) and bucket is not None:
                return argument_value(bucket, BodyScope(root, bucket.source))
    return None
