"""A hostile repository reaches neither another's result, nor the store, nor whoever reads the report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from s3lint.fleet.report import html, markdown, text
from s3lint.fleet.report.summary import summary
from s3lint.fleet.repositories import Repository
from s3lint.fleet.run import _Run
from s3lint.fleet.scheduling import Answer
from s3lint.fleet.store.database import Store
from s3lint.fleet.work.opened import name_hash
from s3lint.fleet.work.task import Policy, Task
from tests.fleet.fleets import BUCKET, TODAY, judged, written
from tests.support.places import ROOT

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


def answer_of(name: str, told: dict[str, Any]) -> Answer:
    return Answer(Task(Repository(name, f"/{name}"), Policy(today=TODAY), "this"), told, 1)


def finding(result: str, **more: Any) -> dict[str, Any]:
    return {"result": result, "code": "S3L101", "verdict": "fail", "severity": "critical", "message": "m", **more}


@pytest.fixture
def run(store: Store) -> _Run:
    store.add({"runs": [{"run": "r", "started": "2026"}]})
    return _Run(None, store, "r")  # type: ignore[arg-type]


def test_no_answer_is_kept_under_the_result_of_another(run: _Run, store: Store) -> None:
    other = name_hash("victim") + "0" * 32
    run.add(answer_of("evil", {"state": "judged", "result": other, "tables": {"findings": [finding(other)]}}), 1)
    store.flush()
    assert store.ask("SELECT repository, state, why FROM run_repositories") == [
        ("evil", "failed", "its result is not its own")
    ]
    assert store.ask("SELECT count(*) FROM all_findings") == [(0,)]


def test_no_row_says_whose_it_is_itself(run: _Run, store: Store) -> None:
    other, own = name_hash("victim") + "0" * 32, name_hash("evil") + "0" * 32
    tables = {
        "findings": [finding(other)],
        "results": [{"result": other, "repository": "victim", "kind": "joined"}, {"result": other}],
        "repositories": [{"run": "r", "repository": "victim", "state": "judged"}],
        "runs": [{"run": "r2"}],
        "joins": [{"run": "r", "repository": "victim"}],
    }
    run.add(answer_of("evil", {"state": "judged", "result": own, "tables": tables}), 1)
    store.flush()
    assert store.ask("SELECT result FROM all_findings") == [(own,)]
    assert store.ask("SELECT result, repository, kind FROM all_results") == [(own, "evil", "alone")]
    assert store.ask("SELECT repository FROM all_repositories") == [("evil",)]
    assert store.ask("SELECT run FROM runs") == [("r",)]
    assert store.ask("SELECT count(*) FROM all_joins") == [(0,)]


@pytest.mark.parametrize("told", [{}, {"state": "judged"}, {"state": 7, "result": []}, {"state": "x", "result": None}])
def test_an_answer_that_cannot_be_meant_is_a_failure(run: _Run, store: Store, told: dict[str, Any]) -> None:
    run.add(answer_of("one", told), 1)
    store.flush()
    assert store.ask("SELECT state FROM run_repositories") == [("failed",)]


@pytest.mark.parametrize("tables", [7, [], {"findings": 7}, {"findings": [7]}, {"results": {"a": 1}}])
def test_rows_that_are_none_are_left_out(run: _Run, store: Store, tables: Any) -> None:
    run.add(answer_of("one", {"state": "judged", "result": name_hash("one") + "1" * 32, "tables": tables}), 1)
    store.flush()
    assert store.ask("SELECT count(*) FROM all_findings WHERE code IS NOT NULL") == [(0,)]


@pytest.mark.process
def test_text_of_a_repository_is_text_in_every_report(store: Store, tmp_path: Path) -> None:
    name = EVIL.replace("/", "")
    bucket = BUCKET.replace("acme-data", EVIL.replace('"', "'"))
    entry = f"[[repository]]\nname = {json.dumps(name)}\npath = 'one'\nowner = {json.dumps(EVIL)}\n"
    written(tmp_path, {"one/main.tf": bucket, f"one/{name}.tf": BUCKET.replace("data", "more"), "m.toml": entry})
    judged(store, tmp_path / "m.toml")
    told = summary(store)
    page = html.render(told, store)
    assert "<img" not in page and "<script>alert" not in page
    assert page.count("<script") == 2  # the data and the page's own
    assert "<img" not in markdown.render(told).replace("\\<img", "")
    assert "\x1b" not in text.render(told)


@pytest.mark.process
def test_a_hostile_repository_leaves_the_others_as_they_are(store: Store, tmp_path: Path) -> None:
    quiet = {"quiet/main.tf": BUCKET}
    entries = "".join(f"[[repository]]\nname = '{n}'\npath = '{p}'\n" for n, p in (("q", "quiet"), ("h", "hostile")))
    written(tmp_path, {**quiet, "m.toml": entries})
    (tmp_path / "hostile").symlink_to(ROOT / "fixtures" / "hostile")
    judged(store, tmp_path / "m.toml")
    found = store.ask("SELECT fingerprint, verdict FROM findings WHERE repository = 'q' ORDER BY ALL")
    alone = Store(tmp_path / "other", writes=True)
    judged(alone, tmp_path / "quiet")
    assert found == alone.ask("SELECT fingerprint, verdict FROM findings ORDER BY ALL") != []
    alone.close()


@pytest.mark.process
def test_a_repository_does_not_read_its_neighbour(store: Store, tmp_path: Path) -> None:
    """Not even where both are judged beside each other because one names the other's bucket."""
    reads = 'resource "aws_s3_bucket_policy" "p" {\n  bucket = "acme-data"\n  policy = file("PATH")\n}\n'
    secret = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::x/*"}]}'
    written(
        tmp_path,
        {
            "victim/main.tf": BUCKET,
            "victim/secret.json": secret,
            "evil/main.tf": reads.replace("PATH", "../victim/secret.json"),
            "m.toml": "".join(f"[[repository]]\npath = '{n}'\n" for n in ("victim", "evil")),
        },
    )
    judged(store, tmp_path / "m.toml", {"profile": "audit"})
    rows = store.ask("SELECT verdict FROM findings WHERE repository = 'victim' AND code = 'S3L103'")
    assert ("fail",) not in rows
