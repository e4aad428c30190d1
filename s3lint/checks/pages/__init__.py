"""The pages of the checks, made from their docstrings: for `explain`, SARIF, docs/checks/ and README's table.

`python -m s3lint.checks.pages --write` brings a checkout up to date. Knows no verdict: examples are run by the tests.
"""

from s3lint.checks.pages.documents import BEGIN, END, documents, stale, with_table
from s3lint.checks.pages.examples import Example, parse_examples, settings_of_examples
from s3lint.checks.pages.page import analysis_page, body, page
from s3lint.checks.pages.tables import table

__all__ = [
    "BEGIN",
    "END",
    "Example",
    "analysis_page",
    "body",
    "documents",
    "page",
    "parse_examples",
    "settings_of_examples",
    "stale",
    "table",
    "with_table",
]
