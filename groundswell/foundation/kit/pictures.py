"""Small pictures that we draw ourselves: the square code that a telephone reads."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import segno


def code_of(address: str) -> str:
    """A QR code (ISO/IEC 18004, error correction M) of an address, as the address of an SVG picture."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, svgns=True, scale=4, border=2)
    return "data:image/svg+xml;base64," + b64encode(drawn.getvalue()).decode()
