"""Texts of the API documentation."""

from collections.abc import Mapping
from typing import Final

from rag.question.cleaning import MAX_CHARACTERS
from rag.types import Language
from rag.web.texts import number

API_TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    "api.title": {"de": "Briefing-Assistent: Schnittstelle", "en": "Briefing assistant: API"},
    "api.about": {
        "de": "Fragen an das Briefing stellen und Fundstellen nachlesen. Zwischen zwei Anfragen "
        "wird nichts behalten: Was eine Anschlussfrage braucht, steht in `history`. Fehler sind "
        "Sätze in der Sprache von `?lang=` oder `Accept-Language`.",
        "en": "Ask the briefing and read the sources. The API is stateless: send earlier turns in "
        "`history` with a follow-up. Errors are sentences in the language of `?lang=` or "
        "`Accept-Language`.",
    },
    "api.ask": {"de": "Eine Frage stellen", "en": "Ask a question"},
    "api.ask_more": {
        "de": "Mit `Accept: text/event-stream` kommen die Ereignisse, sobald sie geschehen: "
        "`waiting` (so viele sind vorher an der Reihe), `sources`, `token`, zuletzt `done` mit "
        "der Antwort wie sonst, oder `error`.",
        "en": "With `Accept: text/event-stream` the events are sent as they happen: `waiting` "
        "(number of questions served before), `sources`, `token`, and finally `done` with the same "
        "answer as without events, or `error`.",
    },
    "api.ask_200": {"de": "Die Antwort", "en": "The answer"},
    "api.question": {
        "de": f"Auf Deutsch oder Englisch, höchstens {number(MAX_CHARACTERS, 'de')} Zeichen.",
        "en": f"In German or English, at most {number(MAX_CHARACTERS, 'en')} characters.",
    },
    "api.language": {
        "de": "Sprache der Antwort; ohne Angabe die der Frage.",
        "en": "Language of the answer; by default that of the question.",
    },
    "api.history": {
        "de": "Frühere Fragen mit ihren Antworten, die älteste zuerst.",
        "en": "Earlier questions with their answers, oldest first.",
    },
    "api.sources": {
        "de": "Nur in diesen Artikeln suchen (Pfade im Briefing); leer: in allen.",
        "en": "Paths of the articles to search; empty for all.",
    },
    "api.n": {"de": "Die Zahl, die als `[n]` im Text steht.", "en": "The number in `[n]`."},
    "api.source": {"de": "Pfad des Artikels im Briefing.", "en": "The article’s path."},
    "api.paragraph": {"de": "Absatz, ab 1 gezählt.", "en": "Paragraph, counted from 1."},
    "api.quote": {
        "de": "Wörtlich: `text[start:end]` des Artikels.",
        "en": "Verbatim: `text[start:end]` of the article.",
    },
    "api.translation": {
        "de": "Maschinelle Übersetzung – nicht als Zitat verwenden; `null`, wo es keine "
        "verlässliche gibt.",
        "en": "Machine translation – do not use as a quote; `null` if there is no reliable one.",
    },
    "api.sentences": {
        "de": "Original und Übersetzung Satz für Satz; leer, wenn nichts zu übersetzen war.",
        "en": "Original and translation sentence by sentence; empty if nothing had to be "
        "translated.",
    },
    "api.date": {"de": "Datum des Artikels (ISO 8601).", "en": "The article’s date (ISO 8601)."},
    "api.outlet": {"de": "Medium oder Agentur.", "en": "Newspaper, broadcaster or agency."},
    "api.link": {
        "de": "Wo der Artikel veröffentlicht ist.",
        "en": "Where the article is published.",
    },
    "api.page": {"de": "Seite des Originals, ab 1.", "en": "Page of the original, from 1."},
    "api.embargo": {
        "de": "Sperrfrist (ISO 8601 mit Zeitzone); sie kann schon abgelaufen sein.",
        "en": "Embargo (ISO 8601 with time zone); it may have passed.",
    },
    "api.withdrawn": {
        "de": "Warum der Artikel aus dem Briefing zurückgezogen wurde, sonst `null`.",
        "en": "Why the article was withdrawn from the briefing; `null` if it was not.",
    },
    "api.dates": {
        "de": "Tage, die das Zitat nur relativ nennt („am Freitag“), als Datum (ISO 8601), mit "
        "ihrer Stelle in Zeichen des Artikels; bestimmt aus dessen Datum, soweit es sie hergibt.",
        "en": "Relative dates in the quote (“on Friday”), resolved with the article’s date (ISO "
        "8601) if possible, with their offsets in characters of the article.",
    },
    "api.referents": {
        "de": "Wofür „das Ministerium“ oder „die Firma“ im Zitat steht: der Name, den der Artikel "
        "vorher nennt, mit der Stelle des Wortes in Zeichen des Artikels; nur wo kein zweiter in "
        "Frage kommt.",
        "en": "What “the ministry” or “the company” in the quote stands for: the name that the "
        "article gives before, with the offsets of the words in characters of the article; only "
        "if there is no second candidate.",
    },
    "api.marks": {
        "de": "Die Worte des Zitats, die antworten, je `[start, end]` in Zeichen des Artikels; "
        "leer, wo sie sich nicht sicher bestimmen lassen.",
        "en": "The words of the quote that answer, each as `[start, end]` in characters of the "
        "article; empty if they could not be determined with certainty.",
    },
    "api.also": {
        "de": "Weitere Artikel mit demselben Text; zusammen sind sie eine Quelle.",
        "en": "Other articles with the same text; together they are one source.",
    },
    "api.changed": {
        "de": "Was aus den Worten wurde, wenn der Artikel nach der Antwort geändert wurde, sonst "
        "`null`.",
        "en": "Set if the article has changed since the answer; otherwise `null`.",
    },
    "api.changed_words": {
        "de": "Was jetzt dort steht; `null`, wenn der Artikel nicht mehr im Briefing ist.",
        "en": "The text at that place now; `null` if the article is no longer in the briefing.",
    },
    "api.changed_kept": {
        "de": "Ob es noch die zitierten Worte sind.",
        "en": "Whether the quoted words are unchanged.",
    },
    "api.corrected": {
        "de": "Worte eines anderen Artikels, die das Zitat berichtigen, wenn die Antwort sie nicht "
        "selbst belegt; sonst `null`.",
        "en": "Words of another article that correct the quote, unless the answer cites them; "
        "otherwise `null`.",
    },
    "api.genre": {
        "de": "Meinungsbeitrag, Interview oder Analyse, wenn der Artikel keine Nachricht ist.",
        "en": "Opinion, interview or analysis; `null` for a plain report.",
    },
    "api.answer": {
        "de": "Der Text, mit `[n]` hinter jedem Satz. Steht im Artikel selbst eine Zahl in "
        "Klammern, folgt ihrer Klammer ein unsichtbares U+2060: Jedes `[n]` ist eine Fundstelle.",
        "en": "The text, with `[n]` after each sentence. If the text of an article has a number in "
        "brackets, an invisible U+2060 follows the bracket, so every `[n]` is a citation.",
    },
    "api.status": {
        "de": "`answered` (geprüfte Sätze), `quoted` (nur Zitate), `unsure` (die Stellen, die am "
        "nächsten kommen; nichts davon ist bestätigt) oder `refused` (im Briefing nicht gefunden).",
        "en": "`answered` (checked sentences), `quoted` (quotes only), `unsure` (the closest "
        "passages; nothing is confirmed) or `refused` (not found in the briefing).",
    },
    "api.citations": {"de": "Was die Antwort verwendet.", "en": "The answer’s citations."},
    "api.nearest": {
        "de": "Bei `refused`: was am nächsten kam.",
        "en": "With `refused`: the closest passages.",
    },
    "api.refused": {"de": "Ob `status` `refused` ist.", "en": "Whether `status` is `refused`."},
    "api.missing": {
        "de": "Teile der Frage, zu denen nichts gefunden wurde, während andere beantwortet sind.",
        "en": "Parts of the question on which nothing was found, if others are answered.",
    },
    "api.model": {
        "de": "Das Sprachmodell, das mitgewirkt hat; ohne eines `null`.",
        "en": "The language model that was used; `null` without one.",
    },
    "api.costs": {
        "de": "Was die Aufrufe des Sprachmodells für diese Antwort gekostet haben; alles 0, wenn "
        "sie schon vorlag.",
        "en": "Usage of the language model for this answer; all 0 if the answer came from the "
        "cache.",
    },
    "api.tokens_in": {"de": "Gelesene Token.", "en": "Prompt tokens."},
    "api.tokens_out": {
        "de": "Geschriebene Token, Nachdenken eingeschlossen.",
        "en": "Generated tokens, including thinking.",
    },
    "api.costs_estimated": {
        "de": "Ob die Token geschätzt sind, weil der Dienst sie nicht nennt.",
        "en": "Whether the tokens are estimated, because the service does not report them.",
    },
    "api.decisions": {
        "de": "Wie über jeden Teil der Frage entschieden wurde.",
        "en": "How each part of the question was decided.",
    },
    "api.searched": {
        "de": "Der Teil der Frage, wie er gesucht wurde.",
        "en": "The part of the question as it was searched.",
    },
    "api.outcome": {
        "de": "`claim`, `unsure` oder `refuse`, sonst die Art der Frage.",
        "en": "`claim`, `unsure` or `refuse`, otherwise the kind of question.",
    },
    "api.probability": {
        "de": "Dass das Briefing es beantwortet, 0 bis 1.",
        "en": "Probability that the briefing answers it, 0 to 1.",
    },
    "api.considered": {
        "de": "Die erwogenen Stellen, die wahrscheinlichste zuerst.",
        "en": "The passages considered, most probable first.",
    },
    "api.unmatched": {
        "de": "Wörter der Frage, zu denen keine dieser Stellen etwas hat.",
        "en": "Words of the question without a match in any of these passages.",
    },
    "api.mode": {
        "de": "extract: Zitate, davor höchstens wenige Worte des Sprachmodells; write: seine "
        "eigenen Sätze, einzeln geprüft; null, wenn nichts behauptet wird.",
        "en": "extract: quotes, with at most a few words by the language model in front; write: "
        "sentences by the language model, checked one by one; null if nothing is claimed.",
    },
    "api.considered_n": {
        "de": "Nummer unter den Fundstellen; 0, wenn die Stelle nicht darunter ist.",
        "en": "Its number among the sources; 0 if it is not one of them.",
    },
    "api.late": {
        "de": "Ähnlichkeit mit der Frage Wort für Wort, −1 bis 1.",
        "en": "Similarity to the question word by word, −1 to 1.",
    },
    "api.dense": {
        "de": "Ähnlichkeit mit der Frage im Ganzen, −1 bis 1.",
        "en": "Similarity to the question as a whole, −1 to 1.",
    },
    "api.words": {
        "de": "Anteil der Wörter der Frage, die in der Stelle vorkommen.",
        "en": "Share of the question’s words that occur in the passage.",
    },
    "api.log_odds": {
        "de": "Dass die Stelle antwortet, laut Sprachmodell; ungelesen `null`.",
        "en": "The language model’s log-odds that the passage answers; `null` if it was not read.",
    },
    "api.passage_probability": {
        "de": "Dass die Stelle antwortet, aus allem zusammen geschätzt, 0 bis 1.",
        "en": "Probability that the passage answers, estimated from all of these, 0 to 1.",
    },
    "api.short": {
        "de": "Was das Sprachmodell aus der Stelle als Antwort herausgelesen hat, ungeprüft; "
        "`null`, wenn nichts.",
        "en": "The language model’s answer from the passage, unchecked; `null` if there is none.",
    },
    "api.confidence": {
        "de": "Wahrscheinlichkeit des Tokens, bei dem das Modell am wenigsten sicher war.",
        "en": "Lowest token probability.",
    },
    "api.opening": {
        "de": "Wahrscheinlichkeit des ersten Tokens.",
        "en": "Probability of the first token.",
    },
    "api.passage": {"de": "Eine Fundstelle nachlesen", "en": "Read a passage"},
    "api.passage_more": {
        "de": "Der ganze Artikel in Absätzen, die Worte der Fundstelle als markiert. Wurde er "
        "seither geändert, sein heutiger Stand: `notice` sagt es, und `near` nennt die Absätze, in "
        "denen Worte standen, die es so nicht mehr gibt. Berichtigt ein anderer Artikel die "
        "Worte, nennt `correction` die Stelle.",
        "en": "The whole article in paragraphs, with the passage marked. If the article has "
        "changed, its current version: `notice` says so, and `near` is set for paragraphs from "
        "which words of the passage were removed. If another article corrects the passage, "
        "`correction` is the reference to it.",
    },
    "api.reference": {
        "de": "Eine `passage_id`, oder Artikel und Zeichen: `<Artikel>-<Anfang>-<Ende>`.",
        "en": "A `passage_id`, or article and character offsets: `<article>-<start>-<end>`.",
    },
    "api.health": {"de": "Läuft der Dienst?", "en": "Is the service up?"},
    "api.ready": {
        "de": "Können Fragen beantwortet werden?",
        "en": "Can questions be answered?",
    },
    "api.not_ready": {"de": "Noch nicht, oder nicht mehr.", "en": "Not yet, or no longer."},
    "api.404": {
        "de": "Diesen Artikel gibt es im Briefing nicht, oder nicht mehr.",
        "en": "This article is not, or no longer, in the briefing.",
    },
    "api.422": {
        "de": "So kann nicht gefragt werden; der Satz sagt, warum.",
        "en": "This cannot be asked; the sentence says why.",
    },
    "api.429": {
        "de": "Zu viele fragen zugleich, oder eine Person zu oft. `Retry-After` nennt Sekunden.",
        "en": "Too many questions at once, or too many by one person. `Retry-After` is in seconds.",
    },
    "api.503": {
        "de": "Das Briefing wird noch geladen, oder der Dienst endet gerade.",
        "en": "The briefing is still being loaded, or the service is shutting down.",
    },
}
