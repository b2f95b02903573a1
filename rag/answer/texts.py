"""The assistant's own sentences, in both languages."""

from typing import Final

from rag.texts import Texts
from rag.types import Language

TEXTS: Final[dict[str, dict[Language, str]]] = {
    "refused": {
        "de": "Dazu habe ich im Briefing nichts gefunden. Durchsucht: {searched}.",
        "en": "I found nothing on this in the briefing. Searched: {searched}.",
    },
    "unsure": {
        "de": "Ob das die Frage beantwortet, ist nicht sicher. Am nächsten kommen diese Stellen:",
        "en": "It is not certain that this answers the question. The closest passages are:",
    },
    "unsure_part": {
        "de": "Nicht sicher beantwortet ist „{question}“. Am nächsten kommen diese Stellen:",
        "en": "Not answered with certainty: “{question}” The closest passages are:",
    },
    "unsure_too": {
        "de": "Auch „{question}“ ist nicht sicher beantwortet. Am nächsten kommt dem die Stelle",
        "en": "“{question}” is not answered with certainty either. The closest passage is",
    },
    "before": {
        "de": "Unmittelbar davor, im Original: {quote}",
        "en": "Just before, in the original: {quote}",
    },
    "missing": {
        "de": "Im Briefing nicht gefunden: {question}",
        "en": "Not found in the briefing: {question}",
    },
    "chronology": {
        "de": "Zeitangaben im Briefing, in der Reihenfolge der Artikel:",
        "en": "Times in the briefing, in the order of the articles:",
    },
    "mentioned": {
        "de": "Kein Artikel hat „{topic}“ im Titel. In den Texten steht dazu:",
        "en": "No article has “{topic}” in its title. What the texts say of it:",
    },
    "newest_considered": {
        "de": "Nur {count} Artikel sind berücksichtigt, vorrangig die neuesten.",
        "en": "Only {count} articles are considered, preferably the newest.",
    },
    "news_one": {
        "de": "Seit dem {first} ist ein Artikel erschienen:",
        "en": "One article has appeared since {first}:",
    },
    "news": {
        "de": "Seit dem {first} sind {count} Artikel erschienen, der neueste zuerst:",
        "en": "{count} articles have appeared since {first}, newest first:",
    },
    "news_many": {
        "de": "Seit dem {first} sind {count} Artikel erschienen; die {shown} neuesten zuerst:",
        "en": "{count} articles have appeared since {first}; the newest {shown} first:",
    },
    "news_about": {
        "de": "Zu „{topic}“, das Neueste zuerst, vom {newest}:",
        "en": "On “{topic}”, newest first, from {newest}:",
    },
    "news_about_since": {
        "de": "Zu „{topic}“ seit dem {first}, das Neueste zuerst:",
        "en": "On “{topic}” since {first}, newest first:",
    },
    "news_about_none": {
        "de": "Zu „{topic}“ ist seit dem {first} nichts erschienen. Das Neueste, vom {newest}:",
        "en": "Nothing on “{topic}” has appeared since {first}. The newest, from {newest}:",
    },
    "news_none": {
        "de": "Seit dem {first} ist kein Artikel erschienen. Am neuesten, vom {newest}:",
        "en": "No article has appeared since {first}. The newest, from {newest}:",
    },
    "namesakes": {
        "de": "„{name}“ heißt im Briefing mehr als eine Person oder Sache:",
        "en": "More than one person or thing in the briefing is called “{name}”:",
    },
    "topic": {
        "de": "Zu „{topic}“ steht im Briefing unter anderem dies. Was nicht darin steht, kann ich "
        "nicht aufzählen.",
        "en": "On “{topic}” the briefing says this, among other things. What it does not say I "
        "cannot list.",
    },
    "greeting": {
        "de": "Guten Tag! Fragen Sie mich, was in den Artikeln des Briefings steht.",
        "en": "Hello! Ask me what the articles of the briefing say.",
    },
    "thanks": {"de": "Gern geschehen!", "en": "You are welcome!"},
    "farewell": {"de": "Auf Wiedersehen!", "en": "Goodbye!"},
    "wellbeing": {
        "de": "Danke der Nachfrage, ich bin bereit. Was möchten Sie aus dem Briefing wissen?",
        "en": "Thank you for asking, I am ready. What would you like to know from the briefing?",
    },
    "ability": {
        "de": "Ich bin der Assistent zu diesem Briefing: Ich beantworte Fragen mit wörtlichen "
        "Zitaten aus seinen Artikeln, fasse sie zusammen und ordne sie zeitlich.",
        "en": "I am the assistant for this briefing: I answer questions with verbatim quotes from "
        "its articles, summarise them and put them in chronological order.",
    },
    "task": {
        "de": "Das kann ich nicht: Ich beantworte Fragen zu den Artikeln im Briefing, fasse sie "
        "zusammen und ordne sie zeitlich.",
        "en": "I cannot do that: I answer questions about the articles in the briefing, summarise "
        "them and put them in chronological order.",
    },
    "count_none": {
        "de": "Im Briefing ist noch kein Artikel.",
        "en": "There is no article in the briefing yet.",
    },
    "count_one": {
        "de": "Im Briefing ist ein Artikel.",
        "en": "There is one article in the briefing.",
    },
    "count": {
        "de": "Im Briefing sind {count} Artikel.",
        "en": "There are {count} articles in the briefing.",
    },
    "newest_one": {
        "de": "Der neueste Artikel ist vom {date}: {titles}.",
        "en": "The newest article is from {date}: {titles}.",
    },
    "newest_several": {
        "de": "Die neuesten Artikel sind vom {date}: {titles}.",
        "en": "The newest articles are from {date}: {titles}.",
    },
    "oldest_one": {
        "de": "Der älteste Artikel ist vom {date}: {titles}.",
        "en": "The oldest article is from {date}: {titles}.",
    },
    "oldest_several": {
        "de": "Die ältesten Artikel sind vom {date}: {titles}.",
        "en": "The oldest articles are from {date}: {titles}.",
    },
    "titles": {
        "de": "Die Artikel im Briefing, der neueste zuerst:",
        "en": "The articles in the briefing, newest first:",
    },
    "sources": {
        "de": "Die Artikel stammen aus diesen Dateien:",
        "en": "The articles come from these files:",
    },
    "article": {"de": "{title}: {known}.", "en": "{title}: {known}."},
    "article_undated": {"de": "Datum nicht bekannt", "en": "date not known"},
    "more": {"de": "und {count} weitere", "en": "and {count} more"},
    "dates_none": {
        "de": "Von keinem Artikel im Briefing ist das Datum bekannt.",
        "en": "No article in the briefing has a known date.",
    },
    "dates_one": {
        "de": "Was im Briefing ein Datum hat, ist vom {first}.",
        "en": "All dated articles in the briefing are from {first}.",
    },
    "dates": {
        "de": "Die Artikel sind vom {first} bis {last}.",
        "en": "The articles date from {first} to {last}.",
    },
    "undated_one": {
        "de": "Von einem Artikel ist das Datum nicht bekannt.",
        "en": "The date of one article is not known.",
    },
    "undated": {
        "de": "Von {count} Artikeln ist das Datum nicht bekannt.",
        "en": "The dates of {count} articles are not known.",
    },
    "language_one": {
        "de": "Ein Artikel ist auf {named}.",
        "en": "One article is in {named}.",
    },
    "language": {
        "de": "{count} Artikel sind auf {named}.",
        "en": "{count} articles are in {named}.",
    },
    "yes": {"de": "Ja.", "en": "Yes."},
    "no": {"de": "Nein.", "en": "No."},
    "searched_one": {"de": "ein Artikel", "en": "one article"},
    "searched": {"de": "{count} Artikel", "en": "{count} articles"},
    "newest": {"de": ", Stand {date}", "en": ", as of {date}"},
    "translated": {
        "de": "Im Original (maschinell übersetzt): {sentence}",
        "en": "In the source (machine translation): {sentence}",
    },
    "original": {
        "de": "Im Original (ohne verlässliche Übersetzung): {quote}",
        "en": "In the original (no reliable translation): {quote}",
    },
    "withdrawn": {
        "de": "Zurückgezogen: {why}",
        "en": "Withdrawn: {why}",
    },
    "changed": {
        "de": "Artikel seither geändert. Jetzt steht dort: {quote}",
        "en": "Article changed since. It now reads: {quote}",
    },
    "changed_kept": {
        "de": "Artikel seither geändert; diese Worte stehen noch darin.",
        "en": "Article changed since; these words are still in it.",
    },
    "changed_gone": {
        "de": "Artikel nicht mehr im Briefing.",
        "en": "Article no longer in the briefing.",
    },
    "corrected": {"de": "Berichtigt ({source}): {quote}", "en": "Corrected ({source}): {quote}"},
    "as_of": {"de": "Stand {moment}:", "en": "As of {moment}:"},
    "as_of_undated": {"de": "Neuester Stand:", "en": "Most recently:"},
    "earlier": {"de": "Früher ({moment}):", "en": "Earlier ({moment}):"},
    "earlier_undated": {"de": "Früher:", "en": "Earlier:"},
    "according_to": {"de": "{source} ({moment}):", "en": "{source} ({moment}):"},
    "according_to_undated": {"de": "{source}:", "en": "{source}:"},
    "same_article": {"de": "Im selben Artikel:", "en": "In the same article:"},
    "rejected": {"de": "Dem wird widersprochen:", "en": "This is disputed:"},
    "sources_differ": {
        "de": "Die Quellen machen unterschiedliche Angaben.",
        "en": "The sources differ.",
    },
    "same_text": {"de": "gleichlautend auch in {sources}", "en": "same text also in {sources}"},
    "says_opinion": {
        "de": "Laut einem Meinungsbeitrag: {sentence}",
        "en": "According to an opinion piece: {sentence}",
    },
    "says_interview": {
        "de": "Laut einem Interview: {sentence}",
        "en": "According to an interview: {sentence}",
    },
    "says_ticker": {
        "de": "{sentence} (Stand {moment}).",
        "en": "{sentence} (as of {moment}).",
    },
    "opinion": {"de": "Meinungsbeitrag", "en": "Opinion"},
    "interview": {"de": "Interview", "en": "Interview"},
    "analysis": {"de": "Analyse", "en": "Analysis"},
    "embargo": {
        "de": "Sperrfrist bis {date}, {time} Uhr",
        "en": "Embargoed until {date}, {time} (Berlin time)",
    },
}

say: Final = Texts(TEXTS)
