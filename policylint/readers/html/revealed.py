"""Addresses that a page hides from programs and shows to people. In: an element and its text. Out: the text as shown.

Cloudflare's e-mail obfuscation puts "[email protected]" into the page and the address, enciphered, into the attribute
`data-cfemail`: two hexadecimal digits of a key, then two a byte, each combined with the key by exclusive or. A script
that every visitor's browser runs puts the address back.
"""

from __future__ import annotations

import re

from policylint.places import Span
from policylint.readers.html.source import Run, Runs

ATTRIBUTE = "data-cfemail"
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){4,250}")


def revealed(enciphered: str, runs: Runs) -> Runs:
    """The address in place of all runs; the runs themselves where the attribute holds no address."""
    if not runs or not _HEX.fullmatch(enciphered):
        return runs
    key, *data = bytes.fromhex(enciphered)
    address = bytes(byte ^ key for byte in data).decode("utf-8", "replace")
    if "@" not in address or not address.isprintable():
        return runs
    return (Run(address, Span(runs[0].span.start, runs[-1].span.end)),)
