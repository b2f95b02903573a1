"""Texts for the page: toolbar, input fields, dialogs and the widget."""

from collections.abc import Mapping
from typing import Final

from rag.types import Language

PAGE: Final[Mapping[str, Mapping[Language, str]]] = {
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
    # The bar above, and what opens from it
    "tools": {"de": "Einstellungen und Verlauf", "en": "Settings and history"},
    "history": {"de": "Verlauf", "en": "History"},
    "history_title": {"de": "Frühere Gespräche", "en": "Earlier conversations"},
    "history_note": {
        "de": "Sie liegen nur in diesem Browser.",
        "en": "They are kept in this browser only.",
    },
    "history_empty": {
        "de": "Noch keine. Ein Gespräch steht hier, sobald es eine Antwort hat.",
        "en": "None yet. A conversation appears here once it has an answer.",
    },
    "history_off": {
        "de": "Dieser Browser lässt hier nichts speichern. Das Gespräch endet mit der Seite.",
        "en": "This browser does not allow the page to store anything. The conversation ends when "
        "you close it.",
    },
    "delete": {"de": "Löschen", "en": "Delete"},
    "delete_named": {"de": "Gespräch löschen: {name}", "en": "Delete conversation: {name}"},
    "delete_all": {"de": "Alle löschen", "en": "Delete all"},
    "delete_sure": {"de": "Wirklich alle löschen?", "en": "Really delete all?"},
    "close_notice": {"de": "Hinweis schließen", "en": "Close notice"},
    "close_window": {"de": "Schließen", "en": "Close"},
    "briefing": {"de": "Artikel", "en": "Articles"},
    "briefing_note": {
        "de": "Mit einem Haken antworten nur die gewählten Artikel, ohne Haken alle.",
        "en": "Only ticked articles are searched; with none ticked, all are.",
    },
    "briefing_empty": {"de": "Noch keine Artikel.", "en": "No articles yet."},
    "left_out": {"de": "Nicht gelesen ({count})", "en": "Not read ({count})"},
    "reading_notes": {"de": "Hinweise zum Lesen ({count})", "en": "Notes on reading ({count})"},
    "scope_all": {"de": "Artikel: alle ({count})", "en": "Articles: all ({count})"},
    "scope_some": {
        "de": "Artikel: {chosen} von {count}",
        "en": "Articles: {chosen} of {count}",
    },
    "scope_reset": {"de": "Wieder in allen suchen", "en": "Search all again"},
    "find_article": {"de": "Artikel suchen", "en": "Find an article"},
    "find_count": {"de": "Gefunden: {count}", "en": "Found: {count}"},
    "find_more": {
        "de": "{count} weitere: Die Suche grenzt sie ein.",
        "en": "{count} more: the search narrows them down.",
    },
    "limit_to": {"de": "Suche auf diesen Artikel beschränken: {title}", "en": "Limit to: {title}"},
    "undated": {"de": "ohne Datum", "en": "undated"},
    "words": {"de": "{count} Wörter", "en": "{count} words"},
    "adding": {"de": "Artikel hinzufügen", "en": "Add articles"},
    "adding_drop": {
        "de": "Dateien hierher ziehen oder auswählen",
        "en": "Drop files here or choose them",
    },
    "adding_release": {
        "de": "Loslassen, um die Dateien dem Briefing hinzuzufügen",
        "en": "Release to add the files to the briefing",
    },
    "adding_paste": {"de": "Text einfügen", "en": "Paste a text"},
    "adding_text": {"de": "Text oder HTML", "en": "Text or HTML"},
    "adding_title": {"de": "Titel (freiwillig)", "en": "Title (optional)"},
    "adding_date": {"de": "Datum (freiwillig)", "en": "Date (optional)"},
    "adding_send": {"de": "Hinzufügen", "en": "Add"},
    "adding_sending": {"de": "Wird übertragen …", "en": "Sending …"},
    "adding_there": {"de": "Steht im Briefing.", "en": "In the briefing."},
    "adding_ask": {"de": "Danach fragen", "en": "Ask about it"},
    "adding_read": {"de": "Lesen", "en": "Read"},
    "adding_too_large": {
        "de": "Die Datei ist zu groß: höchstens {limit} MB sind möglich. Bitte teilen Sie sie.",
        "en": "The file is too large: the limit is {limit} MB. Please split it into smaller files.",
    },
    "adding_no_file": {
        "de": "Das ist keine lesbare Datei. Bitte ziehen Sie bei einem Ordner die Dateien hierher, "
        "die darin liegen.",
        "en": "This is not a readable file. For a folder, please drop the files in it.",
    },
    "adding_lost": {
        "de": "Die Übertragung ist abgebrochen. Bitte versuchen Sie es noch einmal.",
        "en": "The transfer was interrupted. Please try again.",
    },
    "withdraw": {"de": "Zurückziehen …", "en": "Withdraw …"},
    "withdraw_named": {"de": "Artikel zurückziehen: {title}", "en": "Withdraw article: {title}"},
    "withdraw_why": {
        "de": "Warum? Der Grund steht überall, wo der Artikel zitiert wurde.",
        "en": "Why? The reason is shown wherever the article was quoted.",
    },
    "withdraw_do": {"de": "Zurückziehen", "en": "Withdraw"},
    "withdraw_end": {"de": "Nicht zurückziehen", "en": "Keep it"},
    "withdrawn_list": {"de": "Zurückgezogen ({count})", "en": "Withdrawn ({count})"},
    "withdrawn_on": {"de": "{date}: {why}", "en": "{date}: {why}"},
    "reinstate": {"de": "Wieder aufnehmen", "en": "Reinstate"},
    "contents": {"de": "Im Briefing", "en": "In the briefing"},
    "contents_all": {"de": "Alle {count} Artikel", "en": "All {count} articles"},
    "export": {"de": "Exportieren", "en": "Export"},
    "export_title": {"de": "Gespräch exportieren", "en": "Export the conversation"},
    "export_note": {
        "de": "Alle Antworten dieses Gesprächs mit ihren Fundstellen und einem Prüfbogen.",
        "en": "All answers of this conversation with their sources and a check sheet.",
    },
    "export_docx": {"de": "Word (.docx)", "en": "Word (.docx)"},
    "export_html": {"de": "Webseite (.html)", "en": "Web page (.html)"},
    "export_md": {"de": "Markdown (.md)", "en": "Markdown (.md)"},
    "verdict_title": {"de": "Was stimmt nicht?", "en": "What is wrong?"},
    "verdict_note": {
        "de": "Ihr Urteil bleibt mit Frage und Antwort auf diesem Dienst, um ihn zu messen.",
        "en": "Your feedback is stored on this service with question and answer, to measure its "
        "quality.",
    },
    "verdict_wrong": {"de": "Die Antwort ist falsch", "en": "The answer is wrong"},
    "verdict_wrong_source": {
        "de": "Die Fundstelle passt nicht",
        "en": "The source does not fit",
    },
    "verdict_incomplete": {"de": "Es fehlt etwas", "en": "Something is missing"},
    "verdict_wrongly_refused": {
        "de": "Das steht doch im Briefing",
        "en": "The briefing does say this",
    },
    "verdict_not_asked": {"de": "Danach war nicht gefragt", "en": "That was not asked"},
    "verdict_language": {"de": "Sprache oder Ausdruck", "en": "Language or wording"},
    "verdict_other": {"de": "Etwas anderes", "en": "Something else"},
    "verdict_comment": {"de": "Anmerkung (freiwillig)", "en": "Comment (optional)"},
    "verdict_send": {"de": "Absenden", "en": "Send"},
    "interface_language": {"de": "Sprache der Seite", "en": "Language of the page"},
    "theme": {"de": "Farben", "en": "Colours"},
    "theme_system": {"de": "Wie das System", "en": "Same as system"},
    "theme_light": {"de": "Hell", "en": "Light"},
    "theme_dark": {"de": "Dunkel", "en": "Dark"},
    "answer_language": {"de": "Antwort", "en": "Answer"},
    "answer_as_asked": {"de": "in der Sprache der Frage", "en": "in the question’s language"},
    "answer_de": {"de": "auf Deutsch", "en": "in German"},
    "answer_en": {"de": "auf Englisch", "en": "in English"},
    "editing": {
        "de": "Sie ändern eine frühere Frage. Was danach kam, entfällt.",
        "en": "You are editing an earlier question. Everything after it will be removed.",
    },
    "editing_end": {"de": "Nicht ändern", "en": "Keep it"},
    "you": {"de": "Sie fragen", "en": "You ask"},
    "assistant": {"de": "Antwort", "en": "Answer"},
    "skip": {"de": "Zur Frage springen", "en": "Skip to the question"},
    "first": {"de": "Das beantwortet das Briefing zum Beispiel", "en": "Questions you can ask"},
    "empty": {
        "de": "Jede Antwort nennt ihre Fundstellen. Eine Nummer öffnet den Artikel an der Stelle "
        "und markiert die Worte, auf denen der Satz beruht.",
        "en": "Every answer names its sources. A number opens the article at that passage and "
        "marks the words on which the sentence is based.",
    },
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
}
