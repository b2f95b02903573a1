"""All texts of the interface, in German and English."""

from collections.abc import Mapping
from typing import Final

from rag.texts import Texts
from rag.types import LANGUAGES, Language
from rag.web.texts.answers import ANSWERS
from rag.web.texts.check import CHECK
from rag.web.texts.page import PAGE
from rag.web.texts.problems import PROBLEMS

TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    **PAGE,
    **ANSWERS,
    **CHECK,
    **PROBLEMS,
}

_SPOKEN_BY_PAGE = (
    "you", "assistant", "conversation", "citation", "close", "article", "paragraph",
    "translation", "unreachable", "skip", "new", "tools", "history",
    "history_title", "history_note", "history_empty", "history_off", "delete", "delete_named",
    "delete_all", "delete_sure", "close_notice", "close_window", "interface_language", "theme",
    "theme_system", "theme_light", "theme_dark", "answer_language", "answer_as_asked",
    "answer_de", "answer_en",
    "editing", "editing_end", "copied", "copy_marked", "copy_quote", "record_invalid",
    "export", "export_title", "export_note", "export_empty",
    "export_docx", "export_html", "export_md", "verdict_title", "verdict_note",
    "verdict_wrong", "verdict_wrong_source", "verdict_incomplete", "verdict_wrongly_refused",
    "verdict_not_asked", "verdict_language", "verdict_other", "verdict_comment", "verdict_send",
    "verdict_lost", "briefing", "briefing_note", "briefing_empty", "left_out",
    "reading_notes", "scope_all",
    "scope_some", "scope_reset", "find_article", "find_count",
    "find_more", "limit_to", "undated", "words", "adding",
    "adding_drop", "adding_release", "adding_paste", "adding_text", "adding_title", "adding_date",
    "adding_send", "adding_sending", "adding_there", "adding_ask", "adding_read",
    "adding_too_large", "adding_no_file", "adding_lost", "contents", "contents_all",
    "withdraw", "withdraw_named", "withdraw_why", "withdraw_do", "withdraw_end", "withdrawn_list",
    "withdrawn_on", "reinstate", "open_correction",
)  # fmt: skip


_LOOKED_UP_BY_GRADIO = (
    "title", "heading", "conversation", "question_label", "question_placeholder", "send", "stop",
)  # fmt: skip

_WIDGET = "widget_"


text: Final = Texts(TEXTS)


def number(value: int, language: Language) -> str:
    """``12.345`` or ``12,345``."""
    return f"{value:,}".replace(",", "." if language == "de" else ",")


def page_texts(language: Language) -> dict[str, str]:
    """The texts of the page's script, which fills in the values in braces."""
    return {key: TEXTS[key][language] for key in _SPOKEN_BY_PAGE}


def gradio_texts(language: Language) -> dict[str, str]:
    """The labels that Gradio looks up in the browser, by the browser's language."""
    return {key: TEXTS[key][language] for key in _LOOKED_UP_BY_GRADIO}


def widget_texts() -> dict[str, dict[str, str]]:
    """The texts of ``/widget.js``, by language and by key without the prefix."""
    return {
        language: {
            key.removeprefix(_WIDGET): said[language]
            for key, said in TEXTS.items()
            if key.startswith(_WIDGET)
        }
        for language in LANGUAGES
    }
