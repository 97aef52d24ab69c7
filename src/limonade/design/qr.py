"""QR codes for paper."""

from io import BytesIO

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG; the text goes into squares, so nothing of it can become markup."""
    drawn = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=1).save(drawn)
    svg = drawn.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308
