"""Where the code is hosted, as the CI's environment tells: for links to lines."""

from __future__ import annotations

import os
import re

from s3lint.lazy import lazy_re

SAFE = lazy_re(r"https://[\w.-]+(?::\d+)?(?:/[\w.-]+){2,10}", re.ASCII)


def source_url() -> str:
    """The address below which this commit's files lie, or nothing."""
    environment = os.environ
    server, repository = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
    if server and repository and environment.get("GITHUB_SHA"):
        url = f"{server}/{repository}/blob/{environment['GITHUB_SHA']}"
    elif environment.get("CI_PROJECT_URL") and environment.get("CI_COMMIT_SHA"):
        url = f"{environment['CI_PROJECT_URL']}/-/blob/{environment['CI_COMMIT_SHA']}"
    else:
        return ""
    return url if SAFE.fullmatch(url) else ""
