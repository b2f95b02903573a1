"""Every string of the interface, German and English side by side."""

from collections.abc import Mapping
from typing import Final

from rag.types import LANGUAGES, Language

TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    "title": {"de": "Fragen an das Briefing", "en": "Ask the briefing"},
    "heading": {
        "de": "# Fragen an das Briefing\n\n"
        "Antworten mit wörtlichen Belegen aus den Artikeln – zum Nachlesen vor dem Druck.",
        "en": "# Ask the briefing\n\n"
        "Answers with verbatim quotes from the articles – to check before you print.",
    },
    "conversation": {"de": "Gespräch", "en": "Conversation"},
    "question_label": {"de": "Frage", "en": "Question"},
    "question_placeholder": {"de": "Ihre Frage …", "en": "Your question …"},
    "send": {"de": "Fragen", "en": "Ask"},
    "stop": {"de": "Anhalten", "en": "Stop"},
    "new": {"de": "Neues Gespräch", "en": "New conversation"},
    "you": {"de": "Sie fragen", "en": "You ask"},
    "assistant": {"de": "Antwort", "en": "Answer"},
    "skip": {"de": "Zur Frage springen", "en": "Skip to the question"},
    "empty": {
        "de": "Jede Antwort nennt ihre Fundstellen. Eine Nummer öffnet den Artikel an der Stelle "
        "und markiert die Worte, auf denen der Satz beruht.",
        "en": "Every answer names its sources. A number opens the article at that place and marks "
        "the words on which the sentence rests.",
    },
    # How far an answer is, and what it is worth.
    "searching": {"de": "Die Artikel werden durchsucht …", "en": "Searching the articles …"},
    "writing": {
        "de": "Fundstellen liegen vor. Die Antwort wird geschrieben und geprüft …",
        "en": "Sources found. The answer is being written and checked …",
    },
    "waiting": {
        "de": "Andere fragen gerade auch. Vor Ihnen: {ahead}.",
        "en": "Others are asking too. Ahead of you: {ahead}.",
    },
    "stopped": {"de": "Angehalten – unvollständig", "en": "Stopped – incomplete"},
    "answered": {"de": "Belegt", "en": "Supported"},
    "quoted": {"de": "Nur Zitate", "en": "Quotes only"},
    "refused": {"de": "Nicht im Briefing", "en": "Not in the briefing"},
    "status_hint_answered": {
        "de": "Jeder Satz wurde gegen seine Fundstelle geprüft.",
        "en": "Every sentence was checked against its source.",
    },
    "status_hint_quoted": {
        "de": "Wörtliche Stellen aus den Artikeln, kein eigener Text.",
        "en": "Verbatim passages from the articles, no text of its own.",
    },
    "status_hint_refused": {
        "de": "Was am nächsten kam, steht bei den Fundstellen.",
        "en": "What came closest is listed with the sources.",
    },
    # Sources
    "sources": {"de": "Fundstellen", "en": "Sources"},
    "sources_empty": {
        "de": "Hier erscheinen die Stellen aus den Artikeln, sobald Sie fragen.",
        "en": "Passages from the articles appear here as soon as you ask.",
    },
    "sources_none": {
        "de": "Zu dieser Frage wurde keine Stelle gefunden.",
        "en": "No passage was found for this question.",
    },
    "nearest": {"de": "Am nächsten kamen", "en": "Closest passages"},
    "others": {"de": "Außerdem gefunden", "en": "Also found"},
    "paragraph": {"de": "Absatz {number}", "en": "paragraph {number}"},
    "source_number": {"de": "Fundstelle {n}", "en": "Source {n}"},
    "citation": {
        "de": "Fundstelle {n} öffnen: {quote}",
        "en": "Open source {n}: {quote}",
    },
    "translation": {
        "de": "Maschinelle Übersetzung – nicht als Zitat verwenden",
        "en": "Machine translation – do not use as a quote",
    },
    "close": {"de": "Artikel schließen", "en": "Close article"},
    "article": {"de": "Artikel", "en": "Article"},
    # The widget in other sites' pages
    "widget_name": {"de": "Fragen an das Briefing", "en": "Ask the briefing"},
    "widget_open": {"de": "Briefing-Assistenten öffnen", "en": "Open the briefing assistant"},
    "widget_close": {"de": "Briefing-Assistenten schließen", "en": "Close the briefing assistant"},
    "widget_loading": {"de": "Wird geladen …", "en": "Loading …"},
    "widget_failed": {
        "de": "Der Assistent ist nicht erreichbar oder darf auf dieser Seite nicht erscheinen.",
        "en": "The assistant cannot be reached or may not appear on this page.",
    },
    "widget_elsewhere": {"de": "In neuem Tab öffnen", "en": "Open in a new tab"},
    # What the service is doing
    "loading_index": {
        "de": "Die Artikel werden geladen{percent}. Fragen sind gleich möglich.",
        "en": "Loading the articles{percent}. You can ask in a moment.",
    },
    "loading_model": {
        "de": "Das Sprachmodell wird geladen{percent}. Bis dahin bestehen Antworten aus Zitaten.",
        "en": "Loading the language model{percent}. Until then, answers are quotes.",
    },
    "model_off": {
        "de": "Ohne Sprachmodell: Antworten bestehen nur aus wörtlichen Zitaten.",
        "en": "No language model: answers consist of verbatim quotes only.",
    },
    "model_failed": {
        "de": "Das Sprachmodell ist nicht erreichbar: Antworten bestehen nur aus wörtlichen "
        "Zitaten. Die Ursache steht im Protokoll des Dienstes.",
        "en": "The language model cannot be reached: answers consist of verbatim quotes only. "
        "The cause is in the service’s log.",
    },
    "index_failed": {
        "de": "Die Artikel können nicht durchsucht werden. Bitte den Index neu bauen lassen "
        "(python -m index build); die Ursache steht im Protokoll des Dienstes.",
        "en": "The articles cannot be searched. Have the index rebuilt "
        "(python -m index build); the cause is in the service’s log.",
    },
    "unreachable": {
        "de": "Der Dienst antwortet nicht. Die Seite versucht es weiter; Ihre Frage bleibt stehen.",
        "en": "The service does not answer. The page keeps trying; your question stays here.",
    },
    # What went wrong, and the next step
    "question_empty": {
        "de": "Die Frage ist leer. Bitte schreiben Sie eine Frage.",
        "en": "The question is empty. Please type a question.",
    },
    "question_long": {
        "de": "Die Frage hat {length} Zeichen, höchstens {limit} sind möglich. "
        "Bitte kürzen Sie sie; sie steht noch im Eingabefeld.",
        "en": "The question has {length} characters; at most {limit} are possible. "
        "Please shorten it; it is still in the input field.",
    },
    "question_no_text": {
        "de": "Die Frage enthält Zeichen, die kein Text sind. Bitte tippen Sie sie neu ein.",
        "en": "The question holds characters that are not text. Please type it again.",
    },
    "not_ready": {
        "de": "Die Artikel werden noch geladen. Bitte fragen Sie gleich noch einmal; "
        "Ihre Frage steht noch im Eingabefeld.",
        "en": "The articles are still being loaded. Please ask again in a moment; "
        "your question is still in the input field.",
    },
    "model_gone": {
        "de": "Das Sprachmodell hat nicht geantwortet. Bitte fragen Sie noch einmal; "
        "Ihre Frage steht noch im Eingabefeld.",
        "en": "The language model did not answer. Please ask again; "
        "your question is still in the input field.",
    },
    "busy": {
        "de": "Gerade fragen zu viele zugleich. Bitte versuchen Sie es in einer Minute wieder; "
        "Ihre Frage steht noch im Eingabefeld.",
        "en": "Too many people are asking at once. Please try again in a minute; "
        "your question is still in the input field.",
    },
    "closing": {
        "de": "Der Dienst wird gerade neu gestartet. Bitte fragen Sie gleich noch einmal; "
        "Ihre Frage steht noch im Eingabefeld.",
        "en": "The service is being restarted. Please ask again in a moment; "
        "your question is still in the input field.",
    },
    "ask_invalid": {
        "de": "Die Anfrage hat nicht die erwartete Form, Stelle: {field}. Siehe /api/docs.",
        "en": "The request is not of the expected form, at: {field}. See /api/docs.",
    },
    "language_unknown": {
        "de": "Die Sprache „{name}“ gibt es hier nicht. Möglich sind de und en.",
        "en": "There is no language “{name}” here. Use de or en.",
    },
    "text_changed": {
        "de": "Diesen Stand des Artikels gibt es im Briefing nicht mehr. "
        "Bitte stellen Sie die Frage noch einmal.",
        "en": "This version of the article is no longer in the briefing. "
        "Please ask the question again.",
    },
    "not_ready_article": {
        "de": "Die Artikel werden noch geladen. Bitte öffnen Sie die Stelle gleich noch einmal.",
        "en": "The articles are still being loaded. Please open the passage again in a moment.",
    },
    "not_found": {
        "de": "Diese Seite gibt es nicht. Das Gespräch finden Sie unter „/“.",
        "en": "There is no such page. You will find the conversation at “/”.",
    },
    "body_too_large": {
        "de": "Die Anfrage ist zu groß. Bitte kürzen Sie die Frage.",
        "en": "The request is too large. Please shorten the question.",
    },
    "body_invalid": {
        "de": "Die Anfrage ist kein gültiges JSON in UTF-8. Bitte laden Sie die Seite neu.",
        "en": "The request is not valid JSON in UTF-8. Please reload the page.",
    },
    "too_many_requests": {
        "de": "Zu viele Anfragen von dieser Adresse. Bitte warten Sie eine Minute.",
        "en": "Too many requests from this address. Please wait a minute.",
    },
}

_WIDGET = "widget_"

_SPOKEN_BY_PAGE = (
    "you", "assistant", "conversation", "citation", "close", "article", "paragraph",
    "translation", "text_changed", "unreachable", "skip",
)  # fmt: skip


_LOOKED_UP_BY_GRADIO = (
    "title", "heading", "conversation", "question_label", "question_placeholder", "send", "stop",
    "new",
)  # fmt: skip


def text(key: str, language: Language, **values: str | int) -> str:
    """A string of the interface, with its values filled in."""
    return TEXTS[key][language].format(**values)


def number(value: int, language: Language) -> str:
    """``12.345`` or ``12,345``."""
    return f"{value:,}".replace(",", "." if language == "de" else ",")


def page_texts(language: Language) -> dict[str, str]:
    """What the page's own script says; values in braces are filled in there."""
    return {key: TEXTS[key][language] for key in _SPOKEN_BY_PAGE}


def widget_texts() -> dict[str, dict[str, str]]:
    """What ``/widget.js`` says, by language and by key without its prefix."""
    return {
        language: {
            key.removeprefix(_WIDGET): said[language]
            for key, said in TEXTS.items()
            if key.startswith(_WIDGET)
        }
        for language in LANGUAGES
    }


def gradio_texts(language: Language) -> dict[str, str]:
    """The labels that Gradio looks up in the browser, by the browser's language."""
    return {key: TEXTS[key][language] for key in _LOOKED_UP_BY_GRADIO}
