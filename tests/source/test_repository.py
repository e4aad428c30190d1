"""Addresses of repositories, as text."""

from __future__ import annotations

import pytest

from s3lint.source.repository import repository_of


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/Acme/Infra.git",
        "https://github.com/acme/infra",
        "https://user:token@github.com/acme/infra.git/",
        "ssh://git@github.com/acme/infra.git",
        "ssh://git@github.com:22/acme/infra",
        "git@github.com:acme/infra.git",
        "github.com/acme/infra",
        " git@github.com:/acme/infra.git\n",
    ],
)
def test_one_repository_by_any_address(address: str) -> None:
    assert repository_of(address) == "github.com/acme/infra"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "infra",
        "./infra",
        "../infra",
        "/srv/git/infra.git",
        "file:///srv/infra.git",
        "https://github.com/",
        "acme/infra/aws",
    ],
)
def test_what_names_no_repository(address: str) -> None:
    assert repository_of(address) is None


def test_others_are_others() -> None:
    assert repository_of("https://github.com/acme/infra-live") != repository_of("https://github.com/acme/infra")
    assert repository_of("https://gitlab.com/acme/infra") != repository_of("https://github.com/acme/infra")
