"""Records of a Chroma server are read page by page."""

import gc
import weakref
from collections.abc import Iterator
from typing import Any, cast

import pytest

from index.chroma import collections
from index.chroma.collections import Collections


class Reply:
    """As of an HTTP client: part of a cycle."""

    def __init__(self) -> None:
        self.own = self


class Service:
    """A collection on a server, whose replies are part of cycles."""

    def __init__(self) -> None:
        self.replies: list[weakref.ref[Reply]] = []

    def get(self, ids: list[str] | None = None, include: object = ()) -> dict[str, Any]:  # noqa: ARG002
        if ids is None:
            return {"ids": ["a", "b", "c"]}
        self.replies.append(weakref.ref(Reply()))
        return {"ids": ids, "documents": ids, "metadatas": [{} for _ in ids]}


@pytest.fixture
def uncollected() -> Iterator[None]:
    """As while an index is loaded."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
def test_replies_are_not_kept_while_an_index_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collections, "_BATCH", 1)
    service = Service()
    client = cast("Any", None)
    opened = Collections("http://server", client, {"passages": cast("Any", service)})
    assert [record.id for record in opened.records("passages")] == ["a", "b", "c"]
    assert [reply() for reply in service.replies] == [None] * 3
