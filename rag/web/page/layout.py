"""The layout of the page: conversation on the left, sources on the right."""

from dataclasses import dataclass

import gradio as gr

from rag.types import LANGUAGES
from rag.web.texts import gradio_texts


def labels() -> gr.I18n:
    """The strings from which Gradio chooses in the browser, by the browser's language."""
    return gr.I18n(**{language: gradio_texts(language) for language in LANGUAGES})


@dataclass(frozen=True, slots=True)
class Components:
    """The components that the page's handlers read and write."""

    chat: gr.Chatbot
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    sources: gr.Markdown
    conversation_id: gr.Textbox
    """Hidden and set by the page's script, like the next two."""
    options: gr.Textbox
    ask: gr.Button


def laid_out(say: gr.I18n) -> Components:
    """Create the page's components, inside an open ``gr.Blocks``."""
    with gr.Row(elem_id="top"):
        gr.Markdown(say("heading"), elem_id="heading", latex_delimiters=[])
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(elem_id="talk", scale=3, min_width=0):
            chat = gr.Chatbot(
                elem_id="chat",
                label=say("conversation"),
                show_label=False,
                container=False,
                height="100%",
                layout="panel",
                autoscroll=False,  # js/page.js brings the newest question to the top
                buttons=[],
                feedback_options=None,
                latex_delimiters=[],
                line_breaks=False,
                allow_file_downloads=False,
            )
            with gr.Row(elem_id="ask-row", equal_height=True):
                question = gr.Textbox(
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
                send = gr.Button(
                    say("send"), elem_id="send", variant="primary", scale=0, min_width=96
                )
                stop = gr.Button(say("stop"), elem_id="stop", visible=False, scale=0, min_width=96)
        with gr.Column(elem_id="evidence", scale=2, min_width=0):
            sources = gr.Markdown(elem_id="sources", latex_delimiters=[], container=False)
    # Set by the page's script: the conversation's ID and the reader's options.
    conversation_id = gr.Textbox(elem_id="conversation", visible="hidden")
    options = gr.Textbox(elem_id="wishes", visible="hidden")
    ask = gr.Button("", elem_id="ask", visible="hidden")
    return Components(chat, question, send, stop, sources, conversation_id, options, ask)
