"""Provider configurations of a plan: which one a resource is made with, and what they say about account and region."""

from __future__ import annotations

from typing import Any

from s3lint.languages.plan.document import Document, as_list, as_object
from s3lint.source import Span
from s3lint.values import Inputs, Scalar, Value


def provider_name(key: Any) -> str:
    """`aws`, `aws.west`, or `module.a.aws` for one of a module's own (the plan writes `module.a:aws`)."""
    return key.replace(":", ".") if isinstance(key, str) and key else "aws"


def provider_settings(document: Document, inputs: Inputs) -> dict[str, Value]:
    """What the root's aws providers and the inputs say; those of an aliased provider as `region@aws.west`."""
    found: dict[str, Value] = {}
    place = document.source.span(0, 0)
    variables = as_object(document.part("variables"))
    for key, provider in as_object(document.configuration.get("provider_config")).items():
        if as_object(provider).get("name") != "aws" or "module_address" in provider:
            continue
        expressions = as_object(provider.get("expressions"))
        for name, value in _stated(expressions, variables, place).items():
            found[name if key == "aws" else f"{name}@{provider_name(key)}"] = value
    for name, text in (("account_id", inputs.account_id), ("region", inputs.region)):
        if text is not None:
            found[name] = Scalar(text)
    return found


def _stated(expressions: dict[str, Any], variables: dict[str, Any], place: Span) -> dict[str, Value]:
    found: dict[str, Value] = {}
    region = _known(expressions.get("region"), variables)
    if isinstance(region, str):
        found["region"] = Scalar(region, span=place)
    accounts = as_list(_known(expressions.get("allowed_account_ids"), variables))
    if len(accounts) == 1 and isinstance(accounts[0], str):
        found["account_id"] = Scalar(accounts[0], span=place)
    return found


def _known(expression: Any, variables: dict[str, Any]) -> Any:
    """The value of an expression that is a constant or, as far as can be told, one of the root's variables."""
    whole = as_object(expression)
    references = as_list(whole.get("references"))
    if "constant_value" in whole or len(references) != 1 or not str(references[0]).startswith("var."):
        return whole.get("constant_value")
    return as_object(variables.get(str(references[0])[4:])).get("value")
