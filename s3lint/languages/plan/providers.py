"""Provider configurations of a plan: which one a resource is made with, and what they say about account and region."""

from __future__ import annotations

import json
from typing import Any

from s3lint.languages.plan.document import Document, as_list, as_object
from s3lint.record import replace
from s3lint.source import Span
from s3lint.values import Identity, Inputs, Reason, Scalar, Unknown, Value
from s3lint.values.place import NOWHERE, USUAL, Place, as_given

_OF_AWS = ("aws", "awscc")
_ROLES = ("assume_role", "assume_role_with_web_identity")
_CREDENTIALS = ("access_key", "profile", "secret_key", "shared_config_files", "shared_credentials_files", "token")


def provider_name(key: Any) -> str:
    """`aws`, `aws.west`, or `module.a.aws` for one of a module's own (the plan writes `module.a:aws`)."""
    return key.replace(":", ".") if isinstance(key, str) and key else USUAL


def provider_places(document: Document, inputs: Inputs, accounts: dict[str, Value]) -> dict[str, Place]:
    """What the provider configurations and the inputs say of accounts and regions.

    `accounts` are those that the plan has looked up, by provider configuration.
    """
    span = document.source.span(0, 0)
    variables = as_object(document.part("variables"))
    made = {
        provider_name(key): _place(provider_name(key), as_object(provider.get("expressions")), variables, span)
        for key, provider in as_object(document.configuration.get("provider_config")).items()
        if as_object(provider).get("name") in _OF_AWS and not is_inherited(document, key)
    }
    made = {USUAL: Place()} | made if USUAL in accounts or not made else made
    made |= {name: replace(made.get(name, NOWHERE), account=number) for name, number in accounts.items()}
    return {name: as_given(one, name, inputs, usual=name == USUAL or len(made) == 1) for name, one in made.items()}


def is_inherited(document: Document, key: Any) -> bool:
    """Whether a module's configuration says nothing of its own: it is the default one that its callers have."""
    found = as_object(as_object(document.configuration.get("provider_config")).get(str(key)))
    return "module_address" in found and "expressions" not in found and "alias" not in found


def _place(name: str, expressions: dict[str, Any], variables: dict[str, Any], span: Span) -> Place:
    known = _known(expressions.get("allowed_account_ids"), variables)
    accounts = [one for one in as_list(known) if isinstance(one, str)]
    role: Value | None = None
    for kind in _ROLES:
        blocks = expressions.get(kind)
        last = as_object((blocks if isinstance(blocks, list) else [blocks])[-1]) if blocks else {}
        role = role or _value(last.get("role_arn"), variables, span)
    credentials = {one: expressions[one] for one in _CREDENTIALS if one in expressions}
    return Place(
        Scalar(accounts[0], span=span) if len(accounts) == 1 else None,
        role,
        _value(expressions.get("region"), variables, span),
        json.dumps(credentials, sort_keys=True) if credentials else "",
        f"provider {name}",
        span,
    )


def _value(expression: Any, variables: dict[str, Any], span: Span) -> Value | None:
    """A text; one that is not known is the same for expressions with the same references, where it is one reference."""
    known = _known(expression, variables)
    if known is not None:
        return Scalar(known, span=span) if isinstance(known, str) else None
    references = as_list(as_object(expression).get("references"))
    if not references:
        return None
    reason = Reason("variable", str(references[0]), "is not a value that the plan holds", span)
    return Unknown(
        reason, Identity("variable", json.dumps(references), "") if len(references) == 1 else None, span=span
    )


def _known(expression: Any, variables: dict[str, Any]) -> Any:
    """The value of an expression that is a constant or, as far as can be told, one of the root's variables."""
    whole = as_object(expression)
    references = as_list(whole.get("references"))
    if "constant_value" in whole or len(references) != 1 or not str(references[0]).startswith("var."):
        return whole.get("constant_value")
    return as_object(variables.get(str(references[0])[4:])).get("value")
