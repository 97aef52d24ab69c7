"""QR codes for paper."""

from io import BytesIO

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG; the text goes into squares, so nothing of it can become markup."""
    drawn = BytesIO()
    code = qrcode.QRCode(image_factory=SvgPathImage, border=1)
    code.add_data(text, optimize=0)  # a long row of zeros as a number would be too much for the package
    code.make_image().save(drawn)
    svg = drawn.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308
