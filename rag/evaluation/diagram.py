"""A reliability diagram as SVG, readable on light and dark pages.

Written directly: one diagram of dots and lines does not justify a plotting library.
"""

from typing import Final

from rag.evaluation.reliability import Bin, Reliability

_SIZE: Final = 320
"""Side of the plot in pixels."""
_LEFT: Final = 64
_TOP: Final = 40
_BELOW: Final = 56
_STYLE: Final = """\
text{font:13px sans-serif;fill:#222}
.grid{stroke:#ccc}.ideal{stroke:#777;stroke-dasharray:4 4}
.bar{stroke:#0b5cad;stroke-width:1.5}.dot{fill:#0b5cad}
@media(prefers-color-scheme:dark){text{fill:#eee}.grid{stroke:#444}.ideal{stroke:#999}
.bar{stroke:#7db8f5}.dot{fill:#7db8f5}}"""


def svg(found: Reliability) -> str:
    """Predicted against observed, with 95 % confidence intervals; dot area is question count."""
    width, height = _LEFT + _SIZE + 20, _TOP + _SIZE + _BELOW
    title = f"{found.n} questions, calibration error {found.error:.3f}"
    ticks = "".join(_tick(part / 5) for part in range(6))
    dots = "".join(_dot(item, found.n) for item in found.bins)
    middle = _TOP + _SIZE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n'
        f"<title>Reliability: {title}</title>\n<style>{_STYLE}</style>\n"
        f'<text x="{_LEFT}" y="24">{title}</text>\n{ticks}'
        f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>\n{dots}'
        f'<text x="{_x(0.5)}" y="{height - 12}" text-anchor="middle">'
        "predicted: the briefing answers it</text>\n"
        f'<text x="18" y="{middle}" text-anchor="middle" transform="rotate(-90 18 {middle})">'
        "observed: it does</text>\n</svg>\n"
    )


def _tick(value: float) -> str:
    return (
        f'<line class="grid" x1="{_x(0)}" y1="{_y(value)}" x2="{_x(1)}" y2="{_y(value)}"/>'
        f'<line class="grid" x1="{_x(value)}" y1="{_y(0)}" x2="{_x(value)}" y2="{_y(1)}"/>'
        f'<text x="{_LEFT - 8}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>'
        f'<text x="{_x(value)}" y="{_y(0) + 20}" text-anchor="middle">{value:.1f}</text>\n'
    )


def _dot(item: Bin, questions: int) -> str:
    x, observed = _x(item.predicted), item.observed
    radius = 3 + 12 * (observed.n / questions) ** 0.5
    return (
        f'<line class="bar" x1="{x}" y1="{_y(observed.low)}" x2="{x}" y2="{_y(observed.high)}"/>'
        f'<circle class="dot" cx="{x}" cy="{_y(observed.value)}" r="{radius:.1f}">'
        f"<title>{item.predicted:.2f} predicted, {observed.value:.2f} observed, "
        f"{observed.n} questions</title></circle>\n"
    )


def _x(value: float) -> float:
    return round(_LEFT + value * _SIZE, 1)


def _y(value: float) -> float:
    return round(_TOP + (1 - value) * _SIZE, 1)
