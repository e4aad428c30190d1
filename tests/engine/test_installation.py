"""What answers that are kept depend on beside trees and requests."""

from __future__ import annotations

from s3lint.engine.cache.installation import PACKAGE, installation


def test_the_whole_package_tells() -> None:
    told = installation() or ""
    for part in ("checks/catalogue.py", "languages/terraform/frontend.py", "engine/run/session.py", "__init__.py"):
        assert str(PACKAGE / part) in told
