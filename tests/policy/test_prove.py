"""The policy engine against an opponent that an SMT solver decides, and the opponent against known answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.places import SHARED

pytest.importorskip("z3", reason="z3-solver is missing: install the extra `prove`")
VECTORS = SHARED / "vectors"
if not VECTORS.exists():
    pytest.skip("the vectors, and S3's actions among them, are not beside the checkout", allow_module_level=True)

from tests.policy.prove import compare, generator, questions  # noqa: E402
from tests.policy.prove.reading import Open  # noqa: E402

pytestmark = [pytest.mark.oracle, pytest.mark.slow]
SEED = 20261127
# what the documentation leaves open, or the opponent does not model: policy variables and federated principals
OPEN = {"policy-variable", "aws-doc-federated-facebook"}


@pytest.mark.parametrize("kind", sorted(generator.KINDS))
def test_the_opponent_agrees(kind: str, whole: bool) -> None:
    found = list(compare.records(kind, range(400 if whole else 60), SEED))
    assert [record for record in found if not record["agree"]] == []
    assert {str(record["opponent"]) for record in found} >= {"yes", "no"}


@pytest.mark.parametrize("kind", ["keys", "patterns", "requesters"])
def test_the_opponent_agrees_on_what_a_change_lets_in(kind: str, whole: bool) -> None:
    found = list(compare.changed(kind, range(300 if whole else 40), SEED))
    assert [record for record in found if not record["agree"] and record["engine"] != "unknown"] == []
    assert {str(record["opponent"]) for record in found} >= {"yes", "no"}


def test_the_opponent_knows_who_is_public(whole: bool) -> None:
    known = [json.loads(line) for line in (VECTORS / "exact.jsonl").read_text().splitlines()]
    for one in known if whole else known[::20]:
        assert (questions.effective_public(one["policy"]) is not None) == one["public"], one


def policies() -> list[Any]:
    """The known answers about a policy alone: an ACL and RestrictPublicBuckets are not the opponent's."""
    stated = json.loads((VECTORS / "policy.json").read_text())["vectors"]
    return [v for v in stated if v["policy"] and not v["acl"] and not v["bpa"] and not v.get("access_points")]


@pytest.mark.parametrize("vector", policies(), ids=lambda vector: vector["id"])
def test_the_opponent_holds_the_vectors(vector: Any) -> None:
    stated, expected = vector["policy"], vector["expect"]
    if vector["id"] in OPEN:
        with pytest.raises(Open):
            questions.effective_public(stated)
        return
    assert expected["policy_is_public"] in questions.policy_is_public(stated)
    assert (questions.effective_public(stated) is not None) == expected["effective_public"]
    assert sorted(questions.foreign_accounts(stated)) == expected["cross_account"]
    assert (questions.plain_http(stated) is None) == expected["tls_enforced"]
    assert (questions.managing(stated) is None) == expected["lockout"]
