"""Reads a page's metadata: from JSON-LD, else from meta tags, else from visible text."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from index.dates import Moment, parse_moment
from index.formats.base import tidy
from index.language.lexicons import LEXICONS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE: Final = re.compile(r"(?:\w*Article|\w*Posting|Report|\w*Report)")
"""Types of schema.org that an article may have."""
_MOST_JSON: Final = 1_000_000
_LONGEST: Final = 300
"""Maximum characters of a title or name."""
_DATES: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "date",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "parsely-pub-date",
    "sailthru.date", "publishdate", "pubdate", "last-modified",
)  # fmt: skip
_OUTLETS: Final = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher")
_AUTHORS: Final = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "title")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Metadata of a page; None if missing."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Moment | None = None
    link: str | None = None


def facts(tree: "HtmlElement") -> PageFacts:
    """The metadata of a page, to be read before anything is removed from it."""
    said = _linked_data(tree)
    metas = _metas(tree)
    outlet = _name(said.get("publisher")) or _first(metas, _OUTLETS)
    written = _text(said.get("datePublished")) or _first(metas, _DATES) or _shown_time(tree)
    return PageFacts(
        title=_title(tree, said, metas, outlet),
        outlet=outlet,
        author=_author(tree, said, metas),
        published=parse_moment(written),
        link=_link(tree, said, metas),
    )


def _linked_data(tree: "HtmlElement") -> Json:
    """The page's article in JSON-LD, if there is exactly one, or one with the page's headline."""
    found = [
        item
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "")
        for item in _items(_parsed(script.text or ""))
        if any(_ARTICLE.fullmatch(kind) for kind in _kinds(item))
    ]
    heads = {tidy(head.text_content()) for head in tree.iter("h1")}
    same = [item for item in found if _text(item.get("headline")) in heads]
    if same:
        return same[0]
    return found[0] if len(found) == 1 else {}


def _parsed(written: str) -> Any:
    if len(written) > _MOST_JSON:
        return None
    try:
        # Line breaks inside strings are allowed, as in browsers and search engines.
        return json.loads(written, strict=False)
    except (ValueError, RecursionError):
        return None


def _items(value: Any, depth: int = 0) -> Iterator[Json]:
    """The objects in lists and graphs."""
    if depth > 4:
        return
    if isinstance(value, list):
        for one in value:
            yield from _items(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _items(value.get("@graph"), depth + 1)
        yield from _items(value.get("mainEntity"), depth + 1)


def _kinds(item: Json) -> list[str]:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [one.rpartition("/")[2] for one in kinds if isinstance(one, str)]


def _text(value: Any) -> str:
    return tidy(value) if isinstance(value, str) and len(value) <= _LONGEST else ""


def _name(value: Any) -> str | None:
    """The name of a person or organisation, or several names."""
    if isinstance(value, list):
        names = [name for one in value[:20] if (name := _name(one))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    name = _text(value)
    return name if name and not name.startswith(("http:", "https:")) else None


def _metas(tree: "HtmlElement") -> dict[str, str]:
    """Contents of meta tags by name, in lower case; the first of each name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = _text(meta.get("content"))
        if key and content:
            found.setdefault(key.strip().lower(), content)
    return found


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _title(
    tree: "HtmlElement", said: Json, metas: Mapping[str, str], outlet: str | None
) -> str | None:
    """The visible headline if there is exactly one, else the metadata; without the outlet."""
    heads = [words for head in tree.iter("h1") if (words := tidy(head.text_content()))]
    if len(heads) == 1 and len(heads[0]) <= _LONGEST and heads[0] != outlet:
        return heads[0]
    title = tree.find(".//title")
    shown = _text(title.text_content()) if title is not None else ""
    found = _text(said.get("headline")) or _first(metas, _TITLES) or shown
    if outlet and found.lower().endswith(outlet.lower()):
        found = found[: -len(outlet)].rstrip(" |–—-:·•") or found
    return found or None


def _author(tree: "HtmlElement", said: Json, metas: Mapping[str, str]) -> str | None:
    name = _name(said.get("author")) or _name(_first(metas, _AUTHORS))
    if name:
        return name
    path = "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')]"
    for element in tree.xpath(path)[:5]:
        words = _text(tidy(element.text_content()))
        for lexicon in LEXICONS.values():
            words = lexicon.byline.sub("", words)
        if words and len(words.split()) <= 12:
            return words
    return None


def _shown_time(tree: "HtmlElement") -> str:
    """The only ``time`` element of the page, or the one marked as the publication time."""
    times = [element for element in tree.iter("time") if element.get("datetime")]
    own = [
        element
        for element in times
        if "pubdate" in element.attrib or element.get("itemprop") == "datePublished"
    ]
    days = {(element.get("datetime") or "")[:10] for element in times}
    chosen = own or (times if len(days) == 1 else [])
    return _text(chosen[0].get("datetime")) if chosen else ""


def _link(tree: "HtmlElement", said: Json, metas: Mapping[str, str]) -> str | None:
    page = said.get("mainEntityOfPage")
    candidates = [
        *(link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"),
        metas.get("og:url"),
        said.get("url"),
        page.get("@id") if isinstance(page, dict) else page,
    ]
    return next(
        (
            one.strip()
            for one in candidates
            if isinstance(one, str) and re.match(r"https?://\S+$", one.strip())
        ),
        None,
    )
