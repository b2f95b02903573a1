"""The labels of an exported conversation, in both languages."""

from collections.abc import Mapping
from typing import Final

from rag.texts import Texts
from rag.types import Language

TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    "title": {"de": "Fragen an das Briefing", "en": "Questions to the briefing"},
    "made": {"de": "Erstellt am {date}, {time} Uhr", "en": "Created on {date}, {time}"},
    "note": {
        "de": "Antworten hat ein Programm verfasst. Zitate stehen wörtlich so in den Artikeln; "
        "Übersetzungen sind maschinell und keine Zitate. Vor dem Druck am Original prüfen.",
        "en": "Answers were written by a program. Quotes are verbatim from the articles; "
        "translations are machine-made and are not quotes. Check against the original before "
        "publishing.",
    },
    "question": {"de": "Frage {number}", "en": "Question {number}"},
    "answer": {"de": "Antwort", "en": "Answer"},
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
    "sources": {"de": "Fundstellen", "en": "Sources"},
    "nearest": {
        "de": "Am nächsten kamen (keine Belege)",
        "en": "Closest passages (not evidence)",
    },
    "possible": {
        "de": "Mögliche Fundstellen (nicht bestätigt)",
        "en": "Possible sources (not confirmed)",
    },
    "paragraph": {"de": "Absatz {number}", "en": "paragraph {number}"},
    "page": {"de": "S. {number}", "en": "p. {number}"},
    "translation": {
        "de": "Maschinelle Übersetzung – nicht als Zitat verwenden",
        "en": "Machine translation – do not use as a quote",
    },
    "untranslated": {
        "de": "Eine verlässliche Übersetzung liegt nicht vor.",
        "en": "No reliable translation is available.",
    },
    "open": {"de": "Stelle öffnen", "en": "Open passage"},
    "open_correction": {"de": "Berichtigung öffnen", "en": "Open correction"},
    "sheet": {"de": "Prüfbogen", "en": "Check sheet"},
    "sheet_empty": {
        "de": "Keine Antwort nennt eine Fundstelle.",
        "en": "No answer names a source.",
    },
    "number": {"de": "Nr.", "en": "No."},
    "claim": {"de": "Aussage", "en": "Claim"},
    "claim_none": {"de": "(nur Zitat)", "en": "(quote only)"},
    "claim_unsure": {"de": "(nicht bestätigt)", "en": "(not confirmed)"},
    "quote": {"de": "Zitat", "en": "Quote"},
    "source": {"de": "Quelle", "en": "Source"},
    "place": {"de": "§", "en": "§"},
    "checked": {"de": "Geprüft", "en": "Checked"},
    "signature": {
        "de": "Geprüft von: ____________________  am: ______________",
        "en": "Checked by: ____________________  on: ______________",
    },
}


text: Final = Texts(TEXTS)
