"""The handlers of the page.

They use nothing from the browser except the question, the options and the conversation's ID. Gradio
lets anyone call any handler; each only accesses the conversation whose ID it is given.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import Any

import gradio as gr

from index.errors import BriefingError
from rag.contract import to_json
from rag.question.cleaning import MAX_CHARACTERS
from rag.runtime.suggestions import SuggestionStore
from rag.types import LANGUAGES, Done, Language
from rag.web.access.identity import asker
from rag.web.assistant import Helper
from rag.web.conversation.options import Options
from rag.web.conversation.record import Conversation, Exchange, Extent, Progress
from rag.web.conversation.tabs import Conversations
from rag.web.page.layout import labels, laid_out
from rag.web.problems import sentence
from rag.web.queue.answering import Ahead, Answering, BusyError
from rag.web.texts import text
from rag.web.texts.languages import interface_language
from rag.web.view import render
from rag.web.view.cards import Documents

Updates = dict[Any, Any]
"""New values of components, by component."""


class Page:
    """Components and handlers for one assistant; ``blocks`` is the Gradio app."""

    def __init__(
        self,
        helper: Helper,
        answering: Answering,
        conversations: Conversations,
        documents: Documents,
        suggestions: SuggestionStore,
    ) -> None:
        self._helper = helper
        self._answering = answering
        self._conversations = conversations
        self._documents = documents
        self._suggestions = suggestions
        say = labels()
        with gr.Blocks(title=say("title"), analytics_enabled=False, fill_width=True) as blocks:
            self._components = laid_out(say)
            self._connect()
            gr.events.api(self._ask_json, api_name="ask", concurrency_limit=None)
        self.blocks = blocks.queue(
            api_open=False, default_concurrency_limit=None, status_update_rate="auto"
        )

    def _connect(self) -> None:
        """Connect events to handlers. All are private; the only public endpoint is ``ask``."""
        on_page = self._components
        shown = [
            on_page.question,
            on_page.send,
            on_page.stop,
            on_page.chat,
            on_page.sources,
            on_page.options,
        ]
        on = partial(gr.on, outputs=shown, api_visibility="private", show_progress="hidden")
        asking = [
            on(
                triggers,
                self._answer,
                inputs=[on_page.question, on_page.conversation_id, on_page.options],
                api_name=f"page_{name}",
                trigger_mode=mode,
            )
            for name, triggers, mode in (
                # Pressing Enter twice asks one question.
                ("answer", [on_page.question.submit, on_page.send.click], "once"),
                # The script triggers once, possibly while Gradio is still finishing the event of
                # the answer before.
                ("asked", on_page.ask.click, "multiple"),
            )
        ]
        for ending, handler, name in (
            (on_page.stop.click, self._stopped, "page_stop"),
            (on_page.conversation_id.change, self._open, "page_open"),
        ):
            # A separate event: Gradio processes an event's ``cancels`` after its handler has
            # returned, and would then cancel the next question.
            gr.on(ending, None, cancels=asking, api_visibility="private")
            on(ending, handler, inputs=on_page.conversation_id, api_name=name)

    async def _answer(
        self,
        typed: str | None,
        conversation_id: str | None,
        options_json: str | None,
        request: gr.Request,
    ) -> AsyncIterator[Updates]:
        """Answer in the page; yields an update for every step."""
        shown_in = _language_of(request)
        try:
            held = self._conversations.get(conversation_id or "")
            options = Options.model_validate_json(options_json or "{}")
            asked, kept = _question(typed or "", held, options)
        except (KeyError, ValueError) as error:
            problem = text(_key(error), shown_in)
            lost = Exchange(_shortened(typed or ""), Progress.FAILED, problem=problem)
            yield self._show(Conversation((lost,)), shown_in)
            return
        conversation = held.before(options.turn)
        history = conversation.history()
        exchange = Exchange(_shortened(asked), extent=self._extent(options.sources))
        conversation = conversation.asked(exchange)

        def show(now: Exchange) -> Updates:
            self._conversations.put(conversation_id or "", conversation.now(now))
            return self._show(conversation.now(now), shown_in)

        lasting = {self._components.options: options.lasting().model_dump_json()}
        yield show(exchange) | {self._components.question: kept} | lasting
        ask = partial(
            self._helper.ask,
            asked,
            language=options.language,
            history=history,
            sources=options.sources,
            use_cache=not options.again,
        )
        try:
            async with aclosing(self._answering.events(ask, asker(request))) as events:
                async for event in events:
                    exchange = (
                        replace(exchange, progress=Progress.WAITING, ahead=event.count)
                        if isinstance(event, Ahead)
                        else exchange.after(event)
                    )
                    yield show(exchange)
        except Exception as error:  # noqa: BLE001 - every error becomes a sentence to the reader
            problem = sentence(error, asked, self._helper.state(), shown_in)
            failed = replace(exchange, progress=Progress.FAILED, problem=problem)
            yield show(failed) | {self._components.question: kept or asked}

    def _stopped(self, conversation_id: str | None, request: gr.Request) -> Updates:
        """Show a stopped answer; Gradio has cancelled the handler already."""
        conversation = self._held(conversation_id)
        if conversation.last:
            conversation = conversation.now(conversation.last.stopped())
            self._conversations.put(conversation_id or "", conversation)
        return self._show(conversation, _language_of(request))

    def _open(self, conversation_id: str | None, request: gr.Request) -> Updates:
        """Show the conversation that the script has opened, or an empty one."""
        shown_in = _language_of(request)
        conversation = self._held(conversation_id)
        shown = self._show(conversation, shown_in)
        placeholder = render.empty(shown_in, self._suggested(conversation, shown_in))
        chat = self._components.chat
        return shown | {chat: gr.Chatbot(value=shown[chat], placeholder=placeholder)}

    def _held(self, conversation_id: str | None) -> Conversation:
        try:
            return self._conversations.get(conversation_id or "")
        except KeyError:
            return Conversation()

    def _show(self, conversation: Conversation, shown_in: Language) -> Updates:
        """The updates of all components for a conversation."""
        last = conversation.last
        running = last is not None and last.running
        further: tuple[str, ...] = ()
        if last and not running:
            further = self._suggested(conversation, last.language or shown_in)
        return {
            self._components.chat: render.messages(
                conversation, self._documents, shown_in, further
            ),
            self._components.sources: render.sources(last, self._documents, shown_in),
            self._components.send: gr.Button(visible=not running),
            self._components.stop: gr.Button(visible=running),
        }

    def _suggested(self, conversation: Conversation, language: Language) -> tuple[str, ...]:
        """Suggested questions that were not asked yet; those on shown passages first."""
        snapshot = self._helper.state().snapshot
        if snapshot is None:
            return ()
        asked = {exchange.question for exchange in conversation.exchanges}
        last = conversation.last
        near = {item.passage.id for item in last.evidence or ()} if last else set()
        found = sorted(
            self._suggestions.read(snapshot).of(language),
            key=lambda item: item.passage_id not in near,
        )
        return tuple(item.question for item in found if item.question not in asked)

    def _extent(self, sources: Collection[str]) -> Extent | None:
        """The articles to be searched; None while there is no index."""
        try:
            found = [d for d in self._helper.documents() if not sources or d.source in sources]
        except BriefingError:
            return None
        newest = max((document.date for document in found if document.date), default=None)
        snapshot = self._helper.state().snapshot or ""
        return Extent(len(found), newest, tuple(sources), snapshot)

    async def _ask_json(
        self, question: str, language: str = "", request: gr.Request | None = None
    ) -> dict[str, Any]:
        """Answer a question about the briefing.

        Args:
            question: in German or English.
            language: of the answer, "de" or "en"; empty for that of the question.

        Returns:
            The answer with its citations, as printed by ``python -m rag ask --json``.
        """
        shown_in = _language_of(request)
        wanted = _wanted(language, shown_in)
        question = question or ""  # a client may send null
        ask = partial(self._helper.ask, question, language=wanted)
        try:
            async with aclosing(self._answering.events(ask, asker(request))) as events:
                async for event in events:
                    if isinstance(event, Done):
                        return to_json(event.answer)
        except (BriefingError, BusyError) as error:
            problem = sentence(error, question, self._helper.state(), wanted or shown_in)
            raise gr.Error(problem, print_exception=False) from None
        raise RuntimeError("The assistant ended without an answer.")


def _language_of(request: gr.Request | None) -> Language:
    if request is None:
        return interface_language(None, None)
    return interface_language(
        request.query_params.get("lang"), request.headers.get("accept-language")
    )


def _wanted(language: str, shown_in: Language) -> Language | None:
    for known in LANGUAGES:
        if language == known:
            return known
    if language:
        problem = text("language_unknown", shown_in, name=language)
        raise gr.Error(problem, print_exception=False)
    return None


def _question(typed: str, conversation: Conversation, options: Options) -> tuple[str, str]:
    """The question to ask, and the new content of the input field.

    Raises:
        ValueError: the turn to ask again does not exist.
    """
    if options.again:
        if options.turn is None or options.turn >= len(conversation.exchanges):
            raise ValueError("There is no such turn.")
        return conversation.exchanges[options.turn].question, typed
    if options.suggestion is not None:
        return options.suggestion, typed
    return typed, ""


def _key(error: KeyError | ValueError) -> str:
    """Text key for a question with an unknown conversation or invalid options."""
    return "conversation_gone" if isinstance(error, KeyError) else "body_invalid"


def _shortened(question: str) -> str:
    """The question for display; one that is too long is shortened."""
    return question if len(question) <= MAX_CHARACTERS else f"{question[:300]} …"
