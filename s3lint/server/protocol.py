"""The doorway to the Language Server Protocol: its types, a server that speaks it, and paths as it writes them."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls import uris
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

__all__ = ["JsonRpcException", "JsonRpcInvalidParams", "LanguageServer", "lsp", "uris"]
