"""Conversations on the server, and the record that a browser keeps of them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import httpx
import pytest

from rag.annotations import Change, Correction
from rag.answer.notices import change_notice, correction_notice
from rag.answer.quoting.changed import change_of
from rag.exporting import export
from rag.storage.feedback import FeedbackStore, Reason
from rag.storage.revisions import Revision
from rag.types import LANGUAGES
from rag.web.conversation.record import SHOWN, Conversation, Exchange, Extent, Progress
from rag.web.conversation.tabs import MAX_PARTS, Conversations, from_record, to_record
from rag.web.texts import TEXTS
from rag.web.view import render
from rag.web.view.article import permalink
from tests.rag.web.conftest import Serve
from tests.rag.web.fake import FakeAssistant, article


def conversation(fake: FakeAssistant, *questions: str) -> Conversation:
    """Questions with their answers."""
    exchanges = []
    for question in questions:
        exchange = Exchange(question, extent=Extent(1, snapshot="g"))
        for event in fake.ask(question):
            exchange = exchange.after(event)
        exchanges.append(exchange)
    return Conversation(tuple(exchanges))


def test_record_is_read_as_it_was_written() -> None:
    fake = FakeAssistant()
    held = conversation(fake, "Which countries?", "Teils?", "Vielleicht?", "Wetter morgen?")
    documents = {fake.document_.id: fake.document_}
    assert from_record(to_record(held), documents.get) == held
    assert from_record(to_record(held), lambda _: None) == held, "articles may have gone"


def test_what_was_running_has_stopped_and_what_is_too_old_is_gone() -> None:
    held = Conversation(tuple(Exchange(f"Frage {n}") for n in range(SHOWN + 2)))
    read = from_record(to_record(held), lambda _: None)
    assert [(one.question, one.progress) for one in read.exchanges] == [
        (f"Frage {n}", Progress.STOPPED) for n in range(2, SHOWN + 2)
    ]


@pytest.mark.parametrize("day", ["2026-13-01", "morgen", ""])
def test_record_with_a_day_that_no_calendar_has_is_refused(day: str) -> None:
    held = conversation(FakeAssistant(), "Wer kam?")
    record = json.loads(to_record(held))
    date = {"start": 0, "end": 5, "date": day}
    record["exchanges"][0]["answer"]["citations"][0]["dates"] = [date]
    with pytest.raises(ValueError, match="A number is too large"):
        from_record(json.dumps(record).encode(), lambda _: None)


WAS = "Fähre\n\nDie Fähre fährt bis Freitag nicht.\n\nEs kamen 14 Gäste.\n\nDas ist alles."


@pytest.mark.parametrize(
    ("text", "words", "kept", "badge"),
    [
        (WAS, None, None, "answered"),
        (WAS.replace("14", "19"), "Es kamen 19 Gäste.", False, "changed"),
        (WAS.replace("bis Freitag", "bis Montag"), "Es kamen 14 Gäste.", True, "answered"),
        ("", None, False, "changed"),
    ],
)
def test_what_was_changed_since_is_said_with_the_old_and_the_new_words(
    text: str, words: str | None, kept: bool | None, badge: str
) -> None:
    fake = FakeAssistant(article(WAS), found=(3, 4))
    conversations = Conversations(change=partial(change_of, articles=fake))
    held = conversations.add(conversation(fake, "Zitate?"))
    fake.revisions[fake.document_.id] = Revision.of(fake.document_)
    fake.document_ = article(text or "Anderes.", "artikel.txt" if text else "anderer.txt")
    shown = conversations.get(held).exchanges[0]
    assert shown.answer
    (citation,) = shown.answer.citations
    assert citation.quote == "Es kamen 14 Gäste."
    assert citation.changed == (None if kept is None else Change(words, kept))
    assert shown.answer.badge == ("quoted" if badge == "answered" else badge)
    for language in LANGUAGES:
        notice = change_notice(citation, language)
        assert bool(notice) is (kept is not None)
        page = unescape(render.answer(shown, lambda _: None, language))
        file = export(
            [shown.answer], lambda _: None, "html", language=language, made=datetime.now(UTC)
        )
        for form in (page, unescape(file.data.decode())):
            assert notice in form
            assert citation.quote in form


CORRECTION = Correction(
    "0123456789abcdef-20-60", "neu.txt", 20, 60, "Anders als gemeldet, kamen 19 Gäste.", "Fähre",
    "2026-03-03", "Bote",
)  # fmt: skip


def test_what_another_article_corrects_since_is_said_with_a_link_to_its_words() -> None:
    fake = FakeAssistant(article(WAS), found=(3, 4))
    conversations = Conversations(correction=fake.correction)
    held = conversations.add(conversation(fake, "Zitate?"))
    fake.corrections[fake.document_.id] = CORRECTION
    shown = conversations.get(held).exchanges[0]
    assert shown.answer
    (citation,) = shown.answer.citations
    assert (citation.corrected, shown.answer.badge) == (CORRECTION, "corrected")
    for language in LANGUAGES:
        notice = correction_notice(CORRECTION, language)
        assert CORRECTION.quote in notice
        page = unescape(render.answer(shown, lambda _: None, language))
        file = export(
            [shown.answer], lambda _: None, "html", language=language, made=datetime.now(UTC),
            link=permalink,
        )  # fmt: skip
        for form in (page, unescape(file.data.decode())):
            assert notice in form
            assert "#quote-0123456789abcdef-20-60" in form
            assert citation.quote in form


def test_a_correction_that_the_answer_cites_is_not_noted_beside_it() -> None:
    fake = FakeAssistant(article(WAS), found=(3, 4))
    conversations = Conversations(correction=fake.correction)
    told = conversation(fake, "Zitate?")
    assert told.last
    assert told.last.answer
    (citation,) = told.last.answer.citations
    fake.corrections[fake.document_.id] = replace(CORRECTION, passage_id=citation.passage_id)
    assert conversations.get(conversations.add(told)) == told


@pytest.mark.parametrize("part", ["citations", "nearest", "evidence"])
def test_record_with_a_quote_that_no_article_holds_is_refused(part: str) -> None:
    fake = FakeAssistant()
    held = conversation(fake, "Wetter morgen?" if part == "nearest" else "Wer kam?")
    record = json.loads(to_record(held))
    exchange = record["exchanges"][0]
    if part == "evidence":
        exchange["evidence"][0]["passage"]["text"] += "!"
    else:
        exchange["answer"][part][0]["quote"] = "Das steht nirgends."
    documents = {fake.document_.id: fake.document_}
    with pytest.raises(ValueError, match="does not have this quote"):
        from_record(json.dumps(record).encode(), documents.get)


@pytest.mark.parametrize(
    "part", ["citations", "nearest", "claims", "missing", "evidence", "decisions"]
)
def test_a_record_of_endless_parts_is_refused(part: str) -> None:
    """Each is shown and printed: 1 MB of them would keep the service busy for minutes."""
    fake = FakeAssistant()
    record = json.loads(
        to_record(conversation(fake, "Wetter heute?" if part == "nearest" else "Teils?"))
    )
    exchange = record["exchanges"][0]
    within = exchange if part == "evidence" else exchange["answer"]
    within[part] = within[part][:1] * (MAX_PARTS + 1)
    with pytest.raises(ValueError, match="No answer has more"):
        from_record(json.dumps(record).encode(), lambda _: None)


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(5, 5, ""), (5, 9, ""), (9, 5, "vier"), (-4, 0, "vier"), (0, 9, "x")],
)
def test_a_record_with_a_quote_of_another_length_is_refused(
    start: int, end: int, quote: str
) -> None:
    """Also of an article that has left the briefing, where the words cannot be compared."""
    record = json.loads(to_record(conversation(FakeAssistant(), "Wer kam?")))
    cited = record["exchanges"][0]["answer"]["citations"][0]
    cited |= {"start": start, "end": end, "quote": quote}
    with pytest.raises(ValueError, match="do not match its length"):
        from_record(json.dumps(record).encode(), lambda _: None)


def test_a_record_names_articles_as_the_briefing_does() -> None:
    """The name becomes part of links, also in what is exported."""
    record = json.loads(to_record(conversation(FakeAssistant(), "Wer kam?")))
    record["exchanges"][0]["answer"]["citations"][0]["passage_id"] = ">) [x](http://x)-0-5"
    with pytest.raises(ValueError, match="not the ID of an article"):
        from_record(json.dumps(record).encode(), lambda _: None)


@pytest.mark.parametrize("figure", [1e300, -1e300, float("inf"), float("nan")])
@pytest.mark.parametrize("part", ["timings", "decisions", "passages"])
def test_a_record_with_a_figure_that_cannot_be_written_is_refused(part: str, figure: float) -> None:
    """One such number would make the page fail whenever this conversation is opened."""
    record = json.loads(to_record(conversation(FakeAssistant(), "Vielleicht?")))
    told = record["exchanges"][0]["answer"]
    match part:
        case "timings":
            told["timings"]["total_ms"] = figure
        case "decisions":
            told["decisions"][0]["probability"] = figure
        case _:
            told["decisions"][0]["passages"][0]["log_odds"] = figure
    with pytest.raises(ValueError, match=r"number is too large|not the record"):
        from_record(json.dumps(record).encode(), lambda _: None)


@pytest.mark.parametrize("name", ["", "x", ">) [x](http://x)-0-5", "0123456789abcdef-0"])
def test_a_record_names_passages_that_were_considered_as_the_briefing_does(name: str) -> None:
    record = json.loads(to_record(conversation(FakeAssistant(), "Vielleicht?")))
    record["exchanges"][0]["answer"]["decisions"][0]["passages"][0]["passage_id"] = name
    with pytest.raises(ValueError, match="ID of a passage or a date is invalid"):
        from_record(json.dumps(record).encode(), lambda _: None)


@pytest.mark.parametrize(("start", "end"), [(0, 5), (10**9, 10**9 + 5), (-5, -1), (9, 3)])
def test_a_record_with_a_sentence_outside_its_passage_is_refused(start: int, end: int) -> None:
    record = json.loads(to_record(conversation(FakeAssistant(), "Wer kam?")))
    record["exchanges"][0]["evidence"][0]["spans"] = [{"start": start, "end": end}]
    with pytest.raises(ValueError, match=r"not in its passage|not the record"):
        from_record(json.dumps(record).encode(), lambda _: None)


@pytest.mark.parametrize("record", [b"", b"{}", b"[]", b'{"exchanges": [{}]}', b'{"exchanges": 7}'])
def test_anything_else_is_no_record(record: bytes) -> None:
    if record == b"{}":
        assert from_record(record, lambda _: None) == Conversation()
        return
    with pytest.raises(ValueError, match="not the record"):
        from_record(record, lambda _: None)


def test_a_conversation_is_held_as_it_was_put_in() -> None:
    fake = FakeAssistant()
    held = conversation(fake, "Which countries?", "Teils?", "Wetter morgen?").asked(Exchange("x"))
    conversations = Conversations()
    assert conversations.get(conversations.add(held)) == held


def test_records_take_no_more_than_they_may_together() -> None:
    large = Conversation((Exchange("x" * 1000),))
    each = len(to_record(large))
    conversations = Conversations(max_bytes=3 * each + 500)
    ids = [conversations.add(large) for _ in range(10)]
    conversations.put(ids[9], large)  # what is replaced does not count
    conversations.put(ids[8], Conversation())  # nor what has become smaller

    def held(one: str) -> bool:
        try:
            return conversations.get(one) is not None
        except KeyError:
            return False

    assert [held(one) for one in ids] == [False] * 7 + [True] * 3
    small = conversations.add(Conversation())
    assert held(small)
    assert held(ids[7])
    beyond = conversations.add(Conversation((Exchange("x" * 4 * each),)))
    assert not any(map(held, [*ids, small, beyond]))


def test_the_conversation_used_longest_ago_makes_room() -> None:
    conversations = Conversations(max_bytes=2 * len(to_record(Conversation())))
    first, second = (conversations.add(Conversation()) for _ in range(2))
    conversations.get(first)
    third = conversations.add(Conversation())
    assert conversations.get(first) == conversations.get(third) == Conversation()
    with pytest.raises(KeyError):
        conversations.get(second)


def test_a_turn_asked_anew_replaces_what_came_after_it() -> None:
    held = Conversation(tuple(Exchange(name) for name in "abc"))
    assert [one.question for one in held.before(1).exchanges] == ["a"]
    assert held.before(None) == held


# ---- over HTTP


def opened(address: str, held: Conversation) -> str:
    response = httpx.post(
        address + "api/conversations",
        content=to_record(held),
        headers={"content-type": "application/json"},
    )
    assert response.status_code == 200
    return f"{address}api/conversations/{response.json()['id']}"


def test_what_is_handed_in_can_be_fetched_again(serve: Serve) -> None:
    fake = FakeAssistant()
    held = conversation(fake, "Wer kam?")
    where = opened(serve(fake), held)
    assert httpx.get(where).content == to_record(held)
    assert httpx.get(where[:-4] + "0000").status_code == 404
    bad = httpx.post(
        where.rpartition("/")[0], json={"exchanges": [{}]}, headers={"accept-language": "de"}
    )
    assert (bad.status_code, bad.json()) == (400, {"detail": TEXTS["record_invalid"]["de"]})


@pytest.mark.parametrize(
    ("kind", "begins"), [("md", b"# Fragen an"), ("html", b"<!doctype html>"), ("docx", b"PK")]
)
def test_conversation_is_exported_with_permalinks(serve: Serve, kind: str, begins: bytes) -> None:
    fake = FakeAssistant()
    address = serve(fake)
    where = opened(address, conversation(fake, "Wer kam?", "Teils?", "Wetter morgen?"))
    response = httpx.get(f"{where}/export.{kind}?lang=de&zone=Europe/Berlin")
    assert response.status_code == 200
    assert response.headers["content-disposition"].endswith(f'.{kind}"')
    assert response.content[: len(begins)].lower() == begins.lower()
    if kind == "md":
        assert f"{address}#quote-{fake.document_.id}-" in response.text
    empty = opened(address, Conversation())
    assert httpx.get(f"{empty}/export.{kind}?lang=en").json() == {
        "detail": TEXTS["export_empty"]["en"]
    }


def test_an_export_says_what_has_become_of_a_changed_source(serve: Serve) -> None:
    fake = FakeAssistant(article(WAS), found=(3, 4))
    where = opened(serve(fake), conversation(fake, "Zitate?"))
    before = httpx.get(f"{where}/export.html?lang=de").text
    fake.revisions[fake.document_.id] = Revision.of(fake.document_)
    fake.document_ = article(WAS.replace("14", "19"))
    after = httpx.get(f"{where}/export.html?lang=de").text
    said = "Artikel seither geändert. Jetzt steht dort: „Es kamen 19 Gäste.“"
    assert (said in unescape(before), said in unescape(after)) == (False, True)
    assert "Quelle geändert" in after


@pytest.mark.parametrize("kind", ["md", "html", "docx"])
def test_an_export_links_to_the_correction(serve: Serve, kind: str) -> None:
    fake = FakeAssistant(article(WAS), found=(3, 4))
    address = serve(fake)
    where = opened(address, conversation(fake, "Zitate?"))
    fake.corrections[fake.document_.id] = CORRECTION
    exported = httpx.get(f"{where}/export.{kind}?lang=de").content
    if kind == "docx":
        with ZipFile(BytesIO(exported)) as file:
            exported = file.read("word/document.xml")
    written = unescape(exported.decode())
    assert f"{address}#quote-0123456789abcdef-20-60" in written
    assert "Berichtigt (Bote, 3. März 2026): „Anders als gemeldet, kamen 19 Gäste.“" in written


def test_verdicts_are_kept_once_an_answer_and_taken_back(
    serve: Serve, feedback: FeedbackStore
) -> None:
    fake = FakeAssistant()
    address = serve(fake)
    held = conversation(fake, "Wer kam?", "Teils?")
    where = opened(address, held)
    verdicts = where + "/verdicts"
    assert httpx.post(verdicts, json={"turn": 1, "thumb": "up"}).status_code == 204
    fetched = httpx.get(where).content
    assert json.loads(fetched)["exchanges"][1]["thumb"] == "up"
    # After a reload the conversation has another id; the verdict is the same one.
    again = opened(address, from_record(fetched, lambda _: None)) + "/verdicts"
    given = {"turn": 1, "thumb": "down", "reason": "wrong_source", "comment": "Absatz 4"}
    assert httpx.post(again, json=given).status_code == 204
    [kept] = feedback.all()
    assert (kept.question, kept.verdict.thumb, kept.verdict.reason, kept.verdict.comment) == (
        "Teils?", "down", Reason.WRONG_SOURCE, "Absatz 4",
    )  # fmt: skip
    assert [turn.question for turn in kept.history] == ["Wer kam?"]
    assert kept.snapshot == "g"
    assert httpx.post(again, json={"turn": 1, "thumb": None}).status_code == 204
    assert feedback.all() == ()


def test_verdicts_on_nothing_are_refused(serve: Serve, feedback: FeedbackStore) -> None:
    fake = FakeAssistant()
    held = conversation(fake, "Wer kam?")
    failed = replace(Exchange("x"), progress=Progress.FAILED, problem="x")
    verdicts = opened(serve(fake), held.asked(failed)) + "/verdicts"
    assert [
        httpx.post(verdicts, json=body).status_code
        for body in (
            {"turn": 1, "thumb": "up"}, {"turn": 7, "thumb": "up"}, {"turn": -1, "thumb": "up"},
            {"turn": 0, "thumb": "sideways"}, {"turn": 0, "thumb": "up", "reason": "x"},
        )
    ] == [404, 404, 422, 422, 422]  # fmt: skip
    answered = opened(serve(fake), held) + "/verdicts"
    assert httpx.post(answered, json={"turn": 7, "thumb": "up"}).status_code == 404
    assert feedback.all() == ()
