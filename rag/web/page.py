"""The page: conversation on the left, sources on the right.

Handlers trust nothing that the browser sends but the question's text. Gradio lets anyone call any
of them, so each works only with its own session's state.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import Any

import gradio as gr

from index.errors import BriefingError
from index.types import Document
from rag.answer_json import to_json
from rag.questions import MAX_CHARACTERS
from rag.types import LANGUAGES, Done, Language
from rag.web import render
from rag.web.answering import Ahead, Answering, BusyError
from rag.web.conversation import Conversation, Exchange, Progress
from rag.web.helper import Helper
from rag.web.languages import interface_language
from rag.web.problems import sentence
from rag.web.texts import gradio_texts, text

Updates = dict[Any, Any]
"""New values of components, by component."""


def labels() -> gr.I18n:
    """The strings that Gradio picks in the browser, by the browser's language."""
    return gr.I18n(**{language: gradio_texts(language) for language in LANGUAGES})


class Page:
    """Components and handlers over one assistant; ``blocks`` is what Gradio serves."""

    def __init__(self, helper: Helper, answering: Answering) -> None:
        self._helper = helper
        self._answering = answering
        say = labels()
        with gr.Blocks(title=say("title"), analytics_enabled=False, fill_width=True) as blocks:
            gr.Markdown(say("heading"), elem_id="heading", latex_delimiters=[])
            with gr.Row(elem_id="desk", equal_height=False):
                with gr.Column(elem_id="talk", scale=3, min_width=0):
                    self._chat = gr.Chatbot(
                        elem_id="chat",
                        label=say("conversation"),
                        show_label=False,
                        container=False,
                        height="100%",
                        layout="panel",
                        buttons=[],
                        feedback_options=None,
                        latex_delimiters=[],
                        line_breaks=False,
                        allow_file_downloads=False,
                    )
                    with gr.Row(elem_id="ask-row", equal_height=True):
                        self._question = gr.Textbox(
                            elem_id="question",
                            label=say("question_label"),
                            show_label=False,
                            container=False,
                            placeholder=say("question_placeholder"),
                            lines=1,
                            max_lines=6,
                            autofocus=True,
                            scale=1,
                        )
                        self._send = gr.Button(
                            say("send"), elem_id="send", variant="primary", scale=0, min_width=96
                        )
                        self._stop = gr.Button(
                            say("stop"), elem_id="stop", visible=False, scale=0, min_width=96
                        )
                    self._new = gr.Button(say("new"), elem_id="new", size="sm", variant="secondary")
                with gr.Column(elem_id="evidence", scale=2, min_width=0):
                    self._sources = gr.Markdown(
                        elem_id="sources", latex_delimiters=[], container=False
                    )
            self._conversation = gr.State(Conversation())
            self._connect(blocks)
            gr.events.api(self._ask_json, api_name="ask", concurrency_limit=None)
        self.blocks = blocks.queue(
            api_open=False, default_concurrency_limit=None, status_update_rate="auto"
        )

    def _connect(self, blocks: gr.Blocks) -> None:
        """Which event calls which handler. All are private: the endpoint is ``ask`` alone."""
        shown = [
            self._question, self._send, self._stop, self._chat, self._sources, self._conversation,
        ]  # fmt: skip
        on = partial(gr.on, outputs=shown, api_visibility="private", show_progress="hidden")
        on(blocks.load, self._greet, api_name="page_greet")
        asking = on(
            [self._question.submit, self._send.click],
            self._answer,
            inputs=[self._question, self._conversation],
            api_name="page_answer",
        )
        on(
            self._stop.click,
            self._stopped,
            inputs=self._conversation,
            api_name="page_stop",
            cancels=[asking],
        )
        on(self._new.click, self._restart, api_name="page_new", cancels=[asking])

    async def _answer(
        self, question: str | None, conversation: Conversation, request: gr.Request
    ) -> AsyncIterator[Updates]:
        """Answer in the page, with every step shown as it happens."""
        shown_in = _language_of(request)
        asked = question or ""
        exchange = Exchange(_shortened(asked))
        history = conversation.history()
        conversation = conversation.asked(exchange)
        yield self._show(conversation, shown_in) | {self._question: ""}
        ask = partial(self._helper.ask, asked, history=history)
        try:
            async with aclosing(self._answering.events(ask)) as events:
                async for event in events:
                    exchange = (
                        replace(exchange, progress=Progress.WAITING, ahead=event.count)
                        if isinstance(event, Ahead)
                        else exchange.after(event)
                    )
                    conversation = conversation.now(exchange)
                    yield self._show(conversation, shown_in)
        except (BriefingError, BusyError) as error:
            problem = sentence(error, asked, self._helper.state(), shown_in)
            failed = replace(exchange, progress=Progress.FAILED, problem=problem)
            yield self._show(conversation.now(failed), shown_in) | {self._question: asked}

    def _stopped(self, conversation: Conversation, request: gr.Request) -> Updates:
        """The reader stopped the answer; Gradio has ended the handler already."""
        last = conversation.last
        if last and last.running:
            conversation = conversation.now(replace(last, progress=Progress.STOPPED))
        return self._show(conversation, _language_of(request))

    def _greet(self, request: gr.Request) -> Updates:
        shown_in = _language_of(request)
        empty = gr.Chatbot(placeholder=text("empty", shown_in))
        return self._show(Conversation(), shown_in) | {self._chat: empty}

    def _restart(self, request: gr.Request) -> Updates:
        return self._show(Conversation(), _language_of(request))

    def _show(self, conversation: Conversation, shown_in: Language) -> Updates:
        """All components as they look for a conversation."""
        last = conversation.last
        running = last is not None and last.running
        return {
            self._chat: render.messages(conversation, self._document, shown_in),
            self._sources: render.sources(last, self._document, shown_in),
            self._send: gr.Button(visible=not running),
            self._stop: gr.Button(visible=running),
            self._conversation: conversation,
        }

    def _document(self, document_id: str) -> Document | None:
        try:
            return self._helper.document(document_id)
        except (KeyError, BriefingError):
            return None

    async def _ask_json(
        self, question: str, language: str = "", request: gr.Request | None = None
    ) -> dict[str, Any]:
        """Answer a question about the briefing.

        Args:
            question: in German or English.
            language: of the answer, "de" or "en"; empty: that of the question.

        Returns:
            The answer with its citations, as ``python -m rag ask --json`` gives it.
        """
        shown_in = _language_of(request)
        wanted = _wanted(language, shown_in)
        ask = partial(self._helper.ask, question, language=wanted)
        try:
            async with aclosing(self._answering.events(ask)) as events:
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


def _shortened(question: str) -> str:
    """The question for the conversation; one that is far too long stays in the input field."""
    return question if len(question) <= MAX_CHARACTERS else f"{question[:300]} …"
