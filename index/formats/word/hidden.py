"""Finds hidden text in a Word document: hidden, white, or too small to see.

A hidden note of an editor may name a source. Text is recognised as hidden by direct formatting, by
its styles, or as part of a hidden row or drawing. White text counts as hidden only if nothing
behind it may have a colour.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VAL: Final = f"{W}val"
_OFF: Final = frozenset({"0", "false", "off"})
_FORMS: Final = {f"{W}pPr", f"{W}tcPr", f"{W}tblPr"}
_WHITE: Final = "FFFFFF"
_NO_FILL: Final = frozenset({None, "auto", _WHITE})
_TINY: Final = 3
"""Half points: text smaller than 2 pt is unreadable."""


class Hidden:
    """Decides what is hidden, with the styles of one document."""

    def __init__(self, styles: "_Element") -> None:
        found = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        self._styles: Mapping[str | None, _Element] = found
        self._default = _switch(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}vanish"))
        self._normal = next(
            (
                name
                for name, style in found.items()
                if style.get(f"{W}type") == "paragraph"
                and style.get(f"{W}default") not in (None, *_OFF)
            ),
            None,
        )
        self._known: dict[str | None, bool] = {}

    def run(self, run: "_Element") -> bool:
        """Whether a run's text is hidden."""
        form = run.find(f"{W}rPr")
        own = None if form is None else _switch(form.find(f"{W}vanish"))
        if own is None:
            own = self._by_styles(run, form)
        if own or form is None:
            return own
        if _switch(form.find(f"{W}strike")) or _switch(form.find(f"{W}dstrike")):
            return True  # struck out: visible, but no longer claimed by the author
        return _is_tiny(form) or (_value(form, "color") == _WHITE and not _stands_on_colour(run))

    @staticmethod
    def row(row: "_Element") -> bool:
        """Whether a table row is hidden."""
        return bool(_switch(row.find(f"{W}trPr/{W}hidden")))

    @staticmethod
    def drawing(element: "_Element") -> bool:
        """Whether the element is a hidden drawing; its text is hidden, too."""
        if element.tag not in (f"{_DRAWING}anchor", f"{_DRAWING}inline"):
            return False
        said = element.find(f"{_DRAWING}docPr")
        return said is not None and said.get("hidden", "0") not in _OFF

    def _by_styles(self, run: "_Element", form: "_Element | None") -> bool:
        """The attribute is a toggle: if paragraph style and run style both set it, it is off."""
        paragraph = next(run.iterancestors(f"{W}p"), None)
        look = None if paragraph is None else _form(paragraph)
        name = self._normal if look is None else _value(look, "pStyle") or self._normal
        own = None if form is None else _value(form, "rStyle")
        by_styles = self._style_hides(name) != (own is not None and self._style_hides(own))
        return by_styles or bool(self._default)

    def _style_hides(self, name: str | None) -> bool:
        """The setting of a style, or of the nearest style it is based on."""
        if name not in self._known:
            seen, at = set(), name
            hides: bool | None = None
            while hides is None and at not in seen and (style := self._styles.get(at)) is not None:
                seen.add(at)
                hides = _switch(style.find(f"{W}rPr/{W}vanish"))
                at = _value(style, "basedOn")
            self._known[name] = bool(hides)
        return self._known[name]


def _switch(element: "_Element | None") -> bool | None:
    """On or off; None if not set."""
    return None if element is None else element.get(_VAL, "1") not in _OFF


def _value(parent: "_Element", name: str) -> str | None:
    found = parent.find(f"{W}{name}")
    return None if found is None else found.get(_VAL)


def _is_tiny(form: "_Element") -> bool:
    size = _value(form, "sz") or ""
    return size.isdecimal() and int(size) <= _TINY


def _stands_on_colour(run: "_Element") -> bool:
    """Whether anything behind the run may have a colour on which white is readable."""
    if run.find(f"{W}rPr/{W}highlight") is not None or _is_filled(run.find(f"{W}rPr/{W}shd")):
        return True
    for above in run.iterancestors():
        if above.tag == f"{W}txbxContent":
            return True  # a shape may be filled
        form = _form(above)
        if form is None:
            continue
        if _is_filled(form.find(f"{W}shd")) or form.find(f"{W}tblStyle") is not None:
            return True
        if _value(form, "pStyle") not in (None, "Normal"):
            return True  # a heading style, perhaps on a coloured bar
    return False


def _form(element: "_Element") -> "_Element | None":
    """The properties of a paragraph, cell or table: its first child, by the schema."""
    first = next(iter(element), None)
    return first if first is not None and first.tag in _FORMS else None


def _is_filled(shade: "_Element | None") -> bool:
    return shade is not None and (
        shade.get(f"{W}fill", "auto").upper() not in _NO_FILL
        or shade.get(f"{W}themeFill") is not None
    )
