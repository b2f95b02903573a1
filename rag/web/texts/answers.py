"""Texts for answers and their sources."""

from collections.abc import Mapping
from typing import Final

from rag.types import Language

ANSWERS: Final[Mapping[str, Mapping[Language, str]]] = {
    # Progress and status of an answer
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
    "partial": {"de": "Teilweise belegt", "en": "Partly supported"},
    "quoted": {"de": "Nur Zitate", "en": "Quotes only"},
    "unsure": {"de": "Nicht sicher", "en": "Not certain"},
    "withdrawn": {"de": "Quelle zurückgezogen", "en": "Source withdrawn"},
    "changed": {"de": "Quelle geändert", "en": "Source changed"},
    "corrected": {"de": "Quelle berichtigt", "en": "Source corrected"},
    "refused": {"de": "Nicht im Briefing", "en": "Not in the briefing"},
    "kind_smalltalk": {"de": "Keine Frage an das Briefing", "en": "Not about the briefing"},
    "kind_briefing": {"de": "Auskunft über das Briefing", "en": "About the briefing itself"},
    "kind_task": {"de": "Keine Frage", "en": "Not a question"},
    "open_correction": {"de": "Berichtigung öffnen", "en": "Open correction"},
    "status_hint_answered": {
        "de": "Jeder Satz wurde gegen seine Fundstelle geprüft.",
        "en": "Every sentence was checked against its source.",
    },
    "status_hint_partial": {
        "de": "Ein Teil der Frage ist nicht beantwortet oder nicht sicher.",
        "en": "A part of the question is not answered, or not with certainty.",
    },
    "status_hint_quoted": {
        "de": "Wörtliche Stellen aus den Artikeln, kein eigener Text.",
        "en": "Verbatim passages from the articles, no generated text.",
    },
    "status_hint_unsure": {
        "de": "Hier ist nichts bestätigt. Lesen Sie selbst, ob die Stellen antworten.",
        "en": "Nothing here is confirmed. Read for yourself whether the passages answer.",
    },
    "status_hint_withdrawn": {
        "de": "Ein Artikel, auf dem diese Antwort beruht, wurde zurückgezogen. Warum, steht bei "
        "der Fundstelle.",
        "en": "An article on which this answer is based was withdrawn. The reason is shown with "
        "the source.",
    },
    "status_hint_changed": {
        "de": "Ein Artikel, auf dem diese Antwort beruht, liest sich inzwischen anders. Wie, steht "
        "bei der Fundstelle.",
        "en": "An article on which this answer is based has changed since. The change is shown "
        "with the source.",
    },
    "status_hint_corrected": {
        "de": "Ein anderer Artikel berichtigt, worauf diese Antwort beruht. Wie, steht bei der "
        "Fundstelle.",
        "en": "Another article corrects what this answer is based on. The correction is shown with "
        "the source.",
    },
    "status_hint_refused": {
        "de": "Was am nächsten kam, steht bei den Fundstellen.",
        "en": "The closest passages are listed with the sources.",
    },
    "status_hint_kind_smalltalk": {
        "de": "Diese Antwort stützt sich auf keinen Artikel.",
        "en": "This reply is not based on any article.",
    },
    "status_hint_kind_briefing": {
        "de": "Aus dem Verzeichnis der Artikel, nicht aus ihrem Text.",
        "en": "From the list of articles, not from their text.",
    },
    "status_hint_kind_task": {
        "de": "Beantwortet werden nur Fragen zum Briefing.",
        "en": "Only questions about the briefing are answered.",
    },
    "as_of": {"de": "Stand des Briefings: {date}", "en": "Briefing as of {date}"},
    "copy": {"de": "Mit Belegen kopieren", "en": "Copy with sources"},
    "copied": {"de": "Kopiert", "en": "Copied"},
    "copy_marked": {
        "de": "Der Text ist markiert. Bitte kopieren Sie ihn mit Strg+C oder ⌘C.",
        "en": "The text is selected. Please copy it with Ctrl+C or ⌘C.",
    },
    "again": {"de": "Noch einmal fragen", "en": "Ask again"},
    "up": {"de": "Stimmt", "en": "Correct"},
    "down": {"de": "Stimmt nicht", "en": "Not correct"},
    "answers_it": {"de": "Beantwortet es", "en": "Answers it"},
    "answers_not": {"de": "Beantwortet es nicht", "en": "Does not answer it"},
    "edit": {"de": "Frage ändern", "en": "Edit question"},
    "further": {"de": "Weiter fragen", "en": "Ask more"},
    "below": {"de": "Wörtliche Stellen ({count})", "en": "Verbatim passages ({count})"},
    "articles_one": {"de": "ein Artikel", "en": "one article"},
    "articles": {"de": "{count} Artikel", "en": "{count} articles"},
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
    "sources_unneeded": {
        "de": "Diese Antwort braucht keine Fundstelle.",
        "en": "This reply needs no source.",
    },
    "nearest": {"de": "Am nächsten kamen", "en": "Closest passages"},
    "possible": {"de": "Mögliche Fundstellen", "en": "Possible sources"},
    "others": {"de": "Außerdem gefunden", "en": "Also found"},
    "paragraph": {"de": "Absatz {number}", "en": "paragraph {number}"},
    "page": {"de": "S. {number}", "en": "p. {number}"},
    "source_number": {"de": "Fundstelle {n}", "en": "Source {n}"},
    "citation": {
        "de": "Fundstelle {n} öffnen: {quote}",
        "en": "Open source {n}: {quote}",
    },
    "translation": {
        "de": "Maschinelle Übersetzung – nicht als Zitat verwenden",
        "en": "Machine translation – do not use as a quote",
    },
    "untranslated": {
        "de": "Eine verlässliche Übersetzung liegt nicht vor.",
        "en": "No reliable translation is available.",
    },
    "untranslated_sentence": {
        "de": "(keine verlässliche Übersetzung)",
        "en": "(no reliable translation)",
    },
    "compare": {"de": "Satz für Satz vergleichen", "en": "Compare sentence by sentence"},
    "compare_original": {"de": "Original", "en": "Original"},
    "compare_translation": {"de": "Übersetzung", "en": "Translation"},
    "copy_quote": {"de": "Zitat kopieren", "en": "Copy quote"},
    "close": {"de": "Artikel schließen", "en": "Close article"},
    "article": {"de": "Artikel", "en": "Article"},
}
