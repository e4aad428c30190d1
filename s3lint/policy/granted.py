"""What statements grant: actions of S3 for certain, everything at once."""

from __future__ import annotations

from s3lint.policy import actions
from s3lint.policy.document import Statement
from s3lint.policy.glob import NO, YES, is_wild
from s3lint.policy.tables import table
from s3lint.policy.targets import covers_action


def grants(statement: Statement) -> frozenset[str]:
    """The actions of S3 that a statement covers for certain."""
    return frozenset(action for action in actions.known() if covers_action(statement, action) == YES)


def grants_at_most(statement: Statement, allowed: frozenset[str]) -> bool:
    """Whether a statement certainly covers no other actions of S3."""
    return all(action in allowed or covers_action(statement, action) == NO for action in actions.known())


def is_everything(statement: Statement) -> bool:
    """Whether one pattern of its Action covers every action of S3: `*`, `s3:*` or another spelling of these."""
    return not statement.not_action and any(
        is_wild(t.text) and all(actions.names_action(t.text, action) == YES for action in actions.known())
        for t in statement.actions
    )


def supplies_source(service: str) -> bool:
    """Whether a service says on whose behalf it calls; of those that do not, no condition can be asked."""
    return service not in table("condition_keys")["services_without_source"]
