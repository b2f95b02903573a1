"""Plots times over the number of passages as SVG, with logarithmic axes and a dark mode."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any, Final

_WIDTH: Final = 420
_HEIGHT: Final = 300
_LEFT: Final = 70
_TOP: Final = 84
_STYLE: Final = """\
text{font:13px sans-serif;fill:#222}
.grid{stroke:#ccc}.line{fill:none;stroke-width:2}
.c0{stroke:#0b5cad;fill:#0b5cad}.c1{stroke:#b3460b;fill:#b3460b}.c2{stroke:#3d7a1f;fill:#3d7a1f}
.line{fill:none}
@media(prefers-color-scheme:dark){text{fill:#eee}.grid{stroke:#444}
.c0{stroke:#7db8f5;fill:#7db8f5}.c1{stroke:#f5a97d;fill:#f5a97d}.c2{stroke:#9ed67d;fill:#9ed67d}
.line{fill:none}}"""


def svg(sizes: Sequence[Mapping[str, Any]]) -> str:
    """Draw the plot.

    Args:
        sizes: the measurements of each corpus, smallest first.
    """
    total, built = 0.0, []
    for one in sizes:
        total += one["index"]["build_cpu_s"]
        built.append((one["passages"], total))
    lines = {
        "build from scratch, CPU time": built,
        "ready after a restart": [(one["passages"], one["serve"]["ready_s"]) for one in sizes],
        "sources of a question, 95th percentile": [
            (one["passages"], one["serve"]["sources"]["p95"] / 1000) for one in sizes
        ],
    }
    return _drawn(lines)


def _drawn(lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    points = [point for line in lines.values() for point in line]
    across = _Axis([x for x, _ in points], _LEFT, _WIDTH)
    up = _Axis([y for _, y in points], _TOP + _HEIGHT, -_HEIGHT)
    width, height = _LEFT + _WIDTH + 40, _TOP + _HEIGHT + 56
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n'
        f"<title>Seconds over the number of passages</title>\n<style>{_STYLE}</style>\n"
    )
    parts = []
    for power in across.powers:
        x = across.place(10**power)
        parts.append(
            f'<line class="grid" x1="{x}" y1="{_TOP}" x2="{x}" y2="{_TOP + _HEIGHT}"/>'
            f'<text x="{x}" y="{_TOP + _HEIGHT + 20}" text-anchor="middle">{10**power:,}</text>\n'
        )
    for power in up.powers:
        y = up.place(10**power)
        parts.append(
            f'<line class="grid" x1="{_LEFT}" y1="{y}" x2="{_LEFT + _WIDTH}" y2="{y}"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g} s</text>\n'
        )
    for number, (name, line) in enumerate(lines.items()):
        places = [(across.place(x), up.place(y)) for x, y in line]
        path = " ".join(f"{x},{y}" for x, y in places)
        dots = "".join(f'<circle class="c{number}" cx="{x}" cy="{y}" r="4"/>' for x, y in places)
        y = 20 + 20 * number
        parts.append(
            f'<polyline class="line c{number}" points="{path}"/>{dots}'
            f'<circle class="c{number}" cx="{_LEFT + 4}" cy="{y - 4}" r="5"/>'
            f'<text x="{_LEFT + 16}" y="{y}">{name}</text>\n'
        )
    middle = _LEFT + _WIDTH / 2
    parts.append(f'<text x="{middle}" y="{height - 12}" text-anchor="middle">passages</text>\n')
    return "".join([head, *parts, "</svg>\n"])


class _Axis:
    """A logarithmic axis from a power of ten to another."""

    def __init__(self, values: Sequence[float], start: float, length: float) -> None:
        low, high = floor(log10(min(values))), ceil(log10(max(values)))
        self.powers = range(low, max(high, low + 1) + 1)
        self._start, self._length = start, length

    def place(self, value: float) -> float:
        part = (log10(value) - self.powers[0]) / (self.powers[-1] - self.powers[0])
        return round(self._start + part * self._length, 1)
