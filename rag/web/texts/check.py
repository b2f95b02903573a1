"""Texts for the details of an answer: searches, decisions and checks."""

from collections.abc import Mapping
from typing import Final

from rag.types import Language

CHECK: Final[Mapping[str, Mapping[Language, str]]] = {
    "check": {"de": "Prüfung", "en": "Check"},
    "check_kept": {
        "de": "Gezeigt, geprüft gegen {numbers}:",
        "en": "Shown, checked against {numbers}:",
    },
    "check_replaced": {
        "de": "Nicht gezeigt, durch das Zitat {numbers} ersetzt:",
        "en": "Not shown, replaced by the quote {numbers}:",
    },
    "check_retried": {
        "de": "Nicht gezeigt, noch einmal verlangt:",
        "en": "Not shown, rewritten:",
    },
    "check_dropped": {"de": "Nicht gezeigt, weggelassen:", "en": "Not shown, left out:"},
    "check_quote": {"de": "Wörtlich aus {numbers}:", "en": "Verbatim from {numbers}:"},
    "reason_number": {
        "de": "enthält eine Zahl, die nicht in der Fundstelle steht",
        "en": "has a number that its source does not have",
    },
    "reason_name": {
        "de": "enthält einen Namen oder ein Hauptwort, das nicht in der Fundstelle steht",
        "en": "has a name that its source does not have",
    },
    "reason_word": {
        "de": "enthält Wörter, die nicht in der Fundstelle stehen",
        "en": "has words that its source does not have",
    },
    "reason_role": {
        "de": "stellt Wörter zusammen, die in der Fundstelle nicht zusammenstehen",
        "en": "combines words that are far apart in its source",
    },
    "reason_negation": {
        "de": "verneint etwas anderes als die Fundstelle",
        "en": "negates something other than its source does",
    },
    "reason_attribution": {
        "de": "nennt nicht, wer das gesagt hat",
        "en": "does not say who said this",
    },
    "reason_unit": {
        "de": "nennt eine Zahl, die in der Fundstelle für etwas anderes gilt",
        "en": "has a number that refers to something else in its source",
    },
    "reason_date": {
        "de": "nennt einen Zeitpunkt, der nicht in der Fundstelle steht",
        "en": "has a date or time that its source does not have",
    },
    "reason_opposite": {
        "de": "sagt das Gegenteil der Fundstelle",
        "en": "says the opposite of its source",
    },
    "reason_scope": {
        "de": "sagt es allgemeiner als die Fundstelle",
        "en": "is more general than its source",
    },
    "reason_cause": {
        "de": "nennt eine Ursache, die die Fundstelle nicht nennt",
        "en": "gives a cause that its source does not give",
    },
    "reason_outdated": {
        "de": "ist nach der Fundstelle überholt",
        "en": "is out of date according to its source",
    },
    "reason_support": {
        "de": "steht zu wenig in der Fundstelle",
        "en": "has too little support in its source",
    },
    "reason_disputed": {
        "de": "verschweigt, dass eine andere Fundstelle es anders oder neuer sagt",
        "en": "ignores another source that contradicts or updates it",
    },
    "reason_citation": {
        "de": "nennt keine oder eine falsche Fundstelle",
        "en": "cites no source, or a wrong one",
    },
    "reason_language": {
        "de": "ist nicht in der Sprache der Frage",
        "en": "is not in the language of the question",
    },
    "reason_form": {
        "de": "ist kein Satz einer Antwort oder zu lang",
        "en": "is not a sentence of an answer, or is too long",
    },
    "reason_judged": {
        "de": "ist für das prüfende Modell nicht belegt",
        "en": "is not supported according to the verifying model",
    },
    "reason_unsure": {
        "de": "war dem Sprachmodell selbst nicht sicher",
        "en": "was uncertain for the language model itself",
    },
    "reason_place": {
        "de": "steht in der Fundstelle nicht als Ort",
        "en": "is not a place in its source",
    },
    "reason_polarity": {
        "de": "ist als Ja oder Nein nicht an der Fundstelle abzulesen",
        "en": "is a yes or no that its source does not clearly support",
    },
    "fact_searched": {"de": "Gesucht wurde nach", "en": "Searched for"},
    "fact_outcome": {"de": "Ergebnis", "en": "Outcome"},
    "fact_unmatched": {
        "de": "Wörter ohne Treffer in den Stellen",
        "en": "Words without a match in the passages",
    },
    "fact_mode": {"de": "Form der Antwort", "en": "Form of the answer"},
    "mode_extract": {
        "de": "Zitate, davor höchstens wenige Worte des Sprachmodells",
        "en": "quotes, with at most a few words by the language model in front",
    },
    "mode_write": {
        "de": "Sätze des Sprachmodells, einzeln geprüft",
        "en": "sentences by the language model, checked one by one",
    },
    "fact_extent": {"de": "Durchsucht", "en": "Searched in"},
    "fact_chance": {
        "de": "Das Briefing beantwortet das, geschätzt",
        "en": "The briefing answers this, estimated",
    },
    "fact_times": {"de": "Dauer", "en": "Time"},
    "fact_model": {"de": "Sprachmodell", "en": "Language model"},
    "fact_costs": {"de": "Aufwand des Sprachmodells", "en": "Use of the language model"},
    "costs_one": {
        "de": "ein Aufruf, {read} Token gelesen, {written} geschrieben, {time}",
        "en": "one call, {read} tokens read, {written} written, {time}",
    },
    "costs": {
        "de": "{calls} Aufrufe, {read} Token gelesen, {written} geschrieben, {time}",
        "en": "{calls} calls, {read} tokens read, {written} written, {time}",
    },
    "costs_estimated": {"de": "{costs} (Token geschätzt)", "en": "{costs} (tokens estimated)"},
    "costs_none": {"de": "kein Aufruf", "en": "no call"},
    "times": {
        "de": "Fundstellen nach {sources}, erste Worte nach {first}, fertig nach {total}",
        "en": "sources after {sources}, first words after {first}, done after {total}",
    },
    "model_none": {"de": "keines, nur Zitate", "en": "none, quotes only"},
    "unmatched_none": {"de": "keine", "en": "none"},
    "outcome_claim": {"de": "beantwortet", "en": "answered"},
    "outcome_unsure": {"de": "nicht sicher", "en": "not certain"},
    "outcome_refuse": {"de": "nicht gefunden", "en": "not found"},
    "outcome_smalltalk": {
        "de": "keine Frage an das Briefing",
        "en": "not a question about the briefing",
    },
    "outcome_briefing": {
        "de": "Auskunft über das Briefing selbst",
        "en": "information on the briefing itself",
    },
    "outcome_task": {"de": "keine Frage", "en": "not a question"},
    "outcome_summary": {
        "de": "Überblick aus Sätzen der Artikel",
        "en": "overview in sentences from the articles",
    },
    "outcome_chronology": {
        "de": "Zeitangaben der Artikel, in ihrer Reihenfolge",
        "en": "times from the articles, in the order of the articles",
    },
    "outcome_topic": {
        "de": "Stellen zu einem Thema",
        "en": "passages on a topic",
    },
    "outcome_news": {
        "de": "was seit einem Tag erschienen ist",
        "en": "what has appeared since a day",
    },
    "outcome_namesakes": {
        "de": "wer so heißt, Artikel für Artikel",
        "en": "who has this name, article by article",
    },
    "considered": {
        "de": "Erwogene Stellen, die wahrscheinlichste zuerst",
        "en": "Passages considered, most probable first",
    },
    "considered_none": {"de": "Keine Stelle kam in Frage.", "en": "No passage was considered."},
    "weighed_chance": {"de": "Antwortet, geschätzt", "en": "Answers, estimated"},
    "weighed_late": {"de": "Nähe Wort für Wort", "en": "Similarity by words"},
    "weighed_dense": {"de": "Nähe im Ganzen", "en": "Similarity as a whole"},
    "weighed_words": {"de": "Wörter der Frage", "en": "Words of the question"},
    "weighed_log_odds": {"de": "Modell: gefunden (Log-Odds)", "en": "Model: found (log-odds)"},
    "not_read": {"de": "nicht gelesen", "en": "not read"},
    "chance_low": {"de": "unter {share}", "en": "below {share}"},
    "chance_high": {"de": "über {share}", "en": "above {share}"},
}
