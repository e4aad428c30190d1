"""The lexical grammar as regular expressions, shared by scanner and lexer (HCL native syntax, `Lexical Elements`).

Each of them matches in linear time: no two neighbouring repetitions can match the same character.
"""

from __future__ import annotations

import re

from s3lint.lazy import lazy_re

# UAX #31 as far as `re` can say it; combining accents belong to a name that was written decomposed
IDENTIFIER = r"[^\W\d][\w\-\u0300-\u036f\u200c\u200d]*"
COMMENT_LINE = r"(?:\#|//)[^\n]*"
COMMENT_BLOCK = r"/\*[^*]*(?:\*(?!/)[^*]*)*\*/"

# a `$` or `%` that starts no sequence, and the two escapes of a sequence
_NO_SEQUENCE = r"\$\$\{|%%\{|[$%](?!\{)"
QUOTED_TEXT = lazy_re(rf'[^"\\$%\n]*(?:(?:\\[^\n]|{_NO_SEQUENCE})[^"\\$%\n]*)*')
HEREDOC_LINE = lazy_re(rf"[^$%\n]*(?:(?:{_NO_SEQUENCE})[^$%\n]*)*")
HEREDOC_OPEN = lazy_re(rf"<<(-?)({IDENTIFIER})\r?\n")

BLANKS = lazy_re(rf"(?:[ \t\r\n\ufeff]+|{COMMENT_LINE}|{COMMENT_BLOCK})*")

_WHOLE_STRING = rf'"[^"\\$%\n]*(?:(?:\\[^\n]|{_NO_SEQUENCE})[^"\\$%\n]*)*"'
# what can hold neither a brace nor the start of a template that must be followed
BORING = lazy_re(rf'(?:[^"{{}}\#/<]+|{_WHOLE_STRING}|{COMMENT_LINE}|{COMMENT_BLOCK}|/(?![/*])|<(?!<-?[^\W\d]))*')
# the same on one line: for an attribute, which ends with its line
BORING_LINE = lazy_re(rf'(?:[^"{{}}()\[\]\#/<\n]+|{_WHOLE_STRING}|{COMMENT_BLOCK}|/(?![/*])|<(?!<-?[^\W\d]))*')

_LABEL = rf'[ \t]*"(?:[^"\\\n]|\\[^\n])*"|[ \t]*{COMMENT_BLOCK}|[ \t]+{IDENTIFIER}'
HEADER = lazy_re(rf"({IDENTIFIER})((?:{_LABEL})*)[ \t]*(?:{COMMENT_BLOCK})?[ \t]*\{{")
LABELS = lazy_re(rf'{COMMENT_BLOCK}|("(?:[^"\\\n]|\\[^\n])*")|({IDENTIFIER})')
ATTRIBUTE = lazy_re(rf"({IDENTIFIER})(?:[ \t]|{COMMENT_BLOCK})*=(?![=>])")

# where reading goes on after an error: a block of the top level at the start of a line
RESUME = lazy_re(
    r"^(?:resource|data|module|variable|output|locals|provider|terraform|moved|import|removed|check|ephemeral|action)"
    r"\b[^={}\n]*\{",
    re.M,
)
COMMENTS = lazy_re(rf"{COMMENT_LINE}|{COMMENT_BLOCK}")
