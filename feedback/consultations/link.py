"""The address citizens open, as a QR code."""

import io

import segno

BORDER = 4
"""Light modules around the code, as the standard asks."""


def svg(address: str) -> bytes:
    """The QR code as a picture that stays sharp in print."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=BORDER, scale=8, xmldecl=False, title="QR")
    return out.getvalue()


def png(address: str) -> bytes:
    """The QR code as a picture to send by Zalo, about 700 pixels wide."""
    out = io.BytesIO()
    code = _code(address)
    code.save(out, kind="png", border=BORDER, scale=max(8, 720 // code.symbol_size(border=BORDER)[0]))
    return out.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, micro=False, error="m")
