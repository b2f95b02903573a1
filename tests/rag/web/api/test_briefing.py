"""The list of articles, and adding to it over HTTP."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from index.formats import FORMATS, Fault, Note, Remark
from index.reading.parsing import FileNote, Problem
from index.settings import Settings
from rag.runtime.state import ComponentState, Phase, State
from rag.runtime.suggestions import Suggestion, Suggestions, SuggestionStore
from rag.web.access.editors import editors_of, loopback
from rag.web.access.identity import EVERYBODY, Person, Role
from rag.web.http.proxies import PROXIED
from rag.web.texts.briefing import BRIEFING_TEXTS
from tests.index.formats.making import docx, locked_pdf
from tests.rag.web.conftest import Serve
from tests.rag.web.fake import FakeAssistant

READER = Person("Anna", Role.READER)
GERMAN = {"accept-language": "de"}


def said(key: str, **values: Any) -> dict[str, str]:
    return {"detail": BRIEFING_TEXTS[key]["de"].format(**values)}


def test_articles_are_listed(serve: Serve, tmp_path: Path) -> None:
    fake = FakeAssistant()
    listed = httpx.get(serve(fake, sources=tmp_path) + "api/articles").json()
    assert listed["articles"] == [
        {
            "id": fake.document_.id,
            "source": fake.document_.source,
            "title": fake.document_.title,
            "outlet": fake.document_.outlet or None,
            "date": "2025-10-16",
            "language": "de",
            "characters": len(fake.document_.text),
            "words": len(fake.document_.text.split()),
        }
    ]
    assert (listed["may_add"], set(listed["formats"]), listed["max_files"]) == (
        True,
        set(FORMATS),
        20,
    )


def test_what_was_left_out_is_listed_with_the_reason(serve: Serve) -> None:
    fake = FakeAssistant(
        left_out_=(
            Problem("alt.doc", "Files of kind .doc are not read.", Fault.FORMAT),
            Problem("post.zip/meldung.xml", "Its agency has cancelled it.", Fault.CANCELLED),
        )
    )
    listed = httpx.get(serve(fake) + "api/articles", headers=GERMAN).json()
    assert listed["left_out"] == [
        {
            "name": "alt.doc",
            "fault": "format",
            "message": BRIEFING_TEXTS["fault_format"]["de"].format(formats=", ".join(FORMATS)),
        },
        {
            "name": "post.zip/meldung.xml",
            "fault": "cancelled",
            "message": "Die Agentur hat die Meldung zurückgezogen.",
        },
    ]


def test_what_to_know_about_files_is_listed(serve: Serve) -> None:
    notes = (
        FileNote("rat.txt", Note(Remark.ENCODING, "Windows-1252")),
        FileNote("bericht.pdf", Note(Remark.PARTLY_READ, "2, 7")),
        FileNote("meldung.xml", Note(Remark.VERSION, "3")),
    )
    address = serve(FakeAssistant(notes_=notes)) + "api/articles"
    assert [
        (one["name"], one["remark"], one["message"])
        for one in httpx.get(address, headers=GERMAN).json()["notes"]
    ] == [
        ("rat.txt", "encoding", "Gelesen als Windows-1252, denn die Datei ist nicht in UTF-8."),
        ("bericht.pdf", "partly_read", "Nicht lesbar, nur ein Bild: Seite 2, 7."),
        ("meldung.xml", "version", "Fassung 3 der Meldung."),
    ]


def test_nothing_is_listed_while_there_is_no_index(serve: Serve) -> None:
    loading = State(ComponentState(Phase.LOADING), ComponentState(Phase.LOADING))
    listed = httpx.get(serve(FakeAssistant(status=loading)) + "api/articles").json()
    assert (listed["articles"], listed["left_out"]) == ([], [])


def test_files_and_text_are_added(serve: Serve, tmp_path: Path) -> None:
    address = serve(FakeAssistant(), sources=tmp_path)
    answer = httpx.post(
        address + "api/articles",
        headers=GERMAN,
        timeout=60,
        files=[
            ("files", ("Bericht.docx", docx("Es kamen 30 Minister."))),
            ("files", ("../../zu.pdf", locked_pdf("geheim"))),
            ("files", ("bild.png", b"x")),
        ],
        data={"text": "Polen kam nicht.", "title": "Das Treffen", "date": "2025-04-10"},
    )
    assert answer.status_code == 200
    body = answer.json()
    assert [(a["source"], a["title"], a["date"]) for a in body["added"]] == [
        ("added/Bericht.docx", "Es kamen 30 Minister.", None),
        ("added/2025-04-10 Das Treffen.txt", "Das Treffen", "2025-04-10"),
    ]
    assert [(p["name"], p["fault"]) for p in body["problems"]] == [
        ("../../zu.pdf", "locked"),
        ("bild.png", "format"),
    ]
    assert body["problems"][0]["message"] == BRIEFING_TEXTS["fault_locked"]["de"]
    assert sorted(path.name for path in (tmp_path / "added").iterdir()) == [
        "2025-04-10 Das Treffen.txt",
        "Bericht.docx",
    ]
    end = time.monotonic() + 20
    while (indexing := httpx.get(address + "api/articles/indexing").json())["running"]:
        assert time.monotonic() < end
    assert indexing == {"running": False, "step": "idle", "done": 0, "total": 0, "message": ""}


@pytest.mark.parametrize(
    ("form", "status", "answer"),
    [
        ({"data": {"text": " "}}, 422, said("add_nothing")),
        ({"data": {"text": "x", "date": "gestern"}}, 422, said("add_invalid", files=20)),
        ({"files": [("files", ("a.txt", b"x"))] * 21}, 422, said("add_invalid", files=20)),
        ({"files": {"files": ("a.txt", b"x" * 30_000_001)}}, 413, said("add_too_large")),
        ({"content": b"--x", "headers": {"content-type": "multipart/form-data"}}, 422,
         said("add_invalid", files=20)),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_said(
    form: dict[str, Any], status: int, answer: dict[str, str], serve: Serve, tmp_path: Path
) -> None:
    headers = GERMAN | form.pop("headers", {})
    address = serve(FakeAssistant(), sources=tmp_path) + "api/articles"
    response = httpx.post(address, headers=headers, timeout=30, **form)
    assert (response.status_code, response.json()) == (status, answer)


def test_a_folder_that_cannot_be_written_is_said(serve: Serve, tmp_path: Path) -> None:
    response = httpx.post(
        serve(FakeAssistant(), sources=tmp_path / "gone") + "api/articles",
        headers=GERMAN,
        data={"text": "x"},
    )
    assert (response.status_code, response.json()) == (503, said("add_unwritable"))


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.invalid"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"host": "evil.invalid"},
        {"x-forwarded-for": "192.0.2.1"},
        {"x-real-ip": "127.0.0.1"},
        {"referer": "http://127.0.0.1/embed?lang=de"},
    ],
)
def test_strangers_add_nothing(headers: dict[str, str], serve: Serve, tmp_path: Path) -> None:
    address = serve(FakeAssistant(), sources=tmp_path) + "api/articles"
    response = httpx.post(address, headers=GERMAN | headers, data={"text": "Polen kam nicht."})
    assert (response.status_code, response.json()) == (403, said("add_forbidden"))
    assert list(tmp_path.iterdir()) == []


def test_nobody_adds_where_it_is_off(serve: Serve) -> None:
    address = serve(FakeAssistant(), editing="off") + "api/articles"
    assert httpx.post(address, data={"text": "x"}).status_code == 403
    assert httpx.get(address).json()["may_add"] is False


def request(client: str, host: str, person: Person) -> Request:
    headers = [(b"host", host.encode())]
    state = {"person": person, PROXIED: False}
    return Request({"type": "http", "client": (client, 1), "headers": headers, "state": state})


@pytest.mark.parametrize(
    ("editing", "host", "client", "named", "allowed"),
    [
        ("local", "127.0.0.1", "127.0.0.1", "localhost:7860", True),
        ("local", "127.0.0.1", "127.0.0.1", "[::1]:7860", True),
        ("local", "127.0.0.1", "127.0.0.1", "[broken", False),
        ("local", "127.0.0.1", "192.0.2.1", "localhost", False),
        ("local", "0.0.0.0", "127.0.0.1", "localhost", False),
        ("on", "0.0.0.0", "192.0.2.1", "briefing.example", True),
        ("off", "127.0.0.1", "127.0.0.1", "localhost", False),
    ],
)
def test_who_may_add_is_a_setting(
    editing: Any, host: str, client: str, named: str, allowed: bool
) -> None:
    editors = editors_of(Settings(editing=editing, host=host), FakeAssistant())
    everybody, reader = request(client, named, EVERYBODY), request(client, named, READER)
    assert (editors is not None and editors.may_add(everybody)) is allowed
    assert editors is None or not editors.may_add(reader)


def test_only_this_machine_is_this_machine() -> None:
    names = ("localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]")
    assert all(loopback(name) for name in names)
    assert not any(loopback(name) for name in ("", "0.0.0.0", "localhost.evil", "192.168.0.1"))


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words(fault: Fault) -> None:
    assert f"fault_{fault.value}" in BRIEFING_TEXTS


def test_first_questions_come_in_the_readers_language(serve: Serve, tmp_path: Path) -> None:
    made = (Suggestion("Wer kam?", "de", "p"), Suggestion("Who came?", "en", "p"))
    SuggestionStore(tmp_path).write(Suggestions("g", made))
    address = serve(FakeAssistant(), data=tmp_path) + "api/suggestions"
    assert httpx.get(address, headers=GERMAN).json() == {"questions": ["Wer kam?"]}
    assert httpx.get(f"{address}?lang=en").json() == {"questions": ["Who came?"]}
    SuggestionStore(tmp_path).write(Suggestions("another", made))
    assert httpx.get(address).json() == {"questions": []}


def test_an_article_is_withdrawn_and_let_in_again(serve: Serve, tmp_path: Path) -> None:
    fake = FakeAssistant()
    address, source = serve(fake, sources=tmp_path), fake.document_.source
    asked = httpx.post(address + "api/ask", json={"question": "Wer hat eingeladen?"}).json()
    assert {quote["withdrawn"] for quote in asked["citations"]} == {None}
    reference = asked["citations"][0]["passage_id"]

    done = httpx.post(
        address + "api/articles/withdraw", json={"source": source, "why": " Falsch. "}
    )
    assert done.status_code == 200
    [one] = done.json()["withdrawn"]
    assert (one["id"], one["source"], one["why"]) == (fake.document_.id, source, "Falsch.")
    listed = httpx.get(address + "api/articles").json()
    assert (listed["articles"], listed["withdrawn"]) == ([], [one])
    opened = httpx.get(address + f"api/passages/{reference}", headers=GERMAN)
    assert opened.status_code == 404
    assert opened.json()["detail"] == (
        f"Der Artikel „{one['title']}“ wurde am 14. März 2026 aus dem Briefing zurückgezogen: "
        "Falsch."
    )

    undone = httpx.post(address + "api/articles/reinstate", json={"source": source})
    assert (undone.status_code, undone.json()["withdrawn"]) == (200, [])
    assert httpx.get(address + f"api/passages/{reference}").status_code == 200


@pytest.mark.parametrize(
    ("act", "body", "status", "answer"),
    [
        ("withdraw", {"source": "weg.txt", "why": "x"}, 404, said("withdraw_unknown")),
        ("reinstate", {"source": "weg.txt"}, 404, said("reinstate_unknown")),
        ("withdraw", {"source": "weg.txt", "why": " "}, 422, None),
        ("withdraw", {"source": "weg.txt"}, 422, None),
    ],
)
def test_what_cannot_be_withdrawn_is_said(
    act: str, body: dict[str, str], status: int, answer: dict[str, str] | None, serve: Serve
) -> None:
    address = f"{serve(FakeAssistant())}api/articles/{act}"
    response = httpx.post(address, json=body, headers=GERMAN)
    assert response.status_code == status
    assert answer is None or response.json() == answer


@pytest.mark.parametrize("act", ["withdraw", "reinstate"])
def test_strangers_withdraw_nothing(act: str, serve: Serve) -> None:
    fake = FakeAssistant()
    body = {"source": fake.document_.source} | ({"why": "x"} if act == "withdraw" else {})
    for address, headers in (
        (serve(fake), {"origin": "https://evil.invalid"}),
        (serve(fake, editing="off"), {}),
    ):
        response = httpx.post(f"{address}api/articles/{act}", json=body, headers=GERMAN | headers)
        assert (response.status_code, response.json()) == (403, said("withdraw_forbidden"))
    assert fake.withdrawn == {}
