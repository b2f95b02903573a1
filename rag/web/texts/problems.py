"""Texts about the state of the service and about errors, each with the next step."""

from collections.abc import Mapping
from typing import Final

from rag.types import Language

PROBLEMS: Final[Mapping[str, Mapping[Language, str]]] = {
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
        "en": "The question has {length} characters; the limit is {limit}. "
        "Please shorten it; it is still in the input field.",
    },
    "question_no_text": {
        "de": "Die Frage enthält Zeichen, die kein Text sind. Bitte tippen Sie sie neu ein.",
        "en": "The question contains characters that are not text. Please type it again.",
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
    "defect": {
        "de": "Dabei ist ein Fehler im Programm aufgetreten; er steht im Protokoll des Dienstes. "
        "Bitte fragen Sie noch einmal; Ihre Frage steht noch im Eingabefeld.",
        "en": "An error occurred in the program; it is in the service’s log. "
        "Please ask again; your question is still in the input field.",
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
    "too_many_of_person": {
        "de": "Sie haben sehr oft gefragt. Bitte warten Sie eine Minute.",
        "en": "You have asked very often. Please wait a minute.",
    },
    "sign_in_needed": {
        "de": "Bitte melden Sie sich an: im Intranet, oder unter /sign-in.",
        "en": "Please sign in: on the intranet, or at /sign-in.",
    },
    "sign_in_failed": {
        "de": "Die Anmeldung ist nicht gelungen. Bitte versuchen Sie es unter /sign-in noch "
        "einmal; die Ursache steht im Protokoll des Dienstes.",
        "en": "The sign-in failed. Please try again at /sign-in; the cause is in the service’s "
        "log.",
    },
    "signed_out": {"de": "Sie sind abgemeldet.", "en": "You are signed out."},
    "ask_invalid": {
        "de": "Die Anfrage hat nicht die erwartete Form, Stelle: {field}. Siehe /api/docs.",
        "en": "The request does not have the expected format, at: {field}. See /api/docs.",
    },
    "language_unknown": {
        "de": "Die Sprache „{name}“ gibt es hier nicht. Möglich sind de und en.",
        "en": "The language “{name}” is not supported. Use de or en.",
    },
    "passage_unknown": {
        "de": "Diese Stelle gibt es im Briefing nicht. Ist der Verweis alt oder unvollständig? "
        "Bitte stellen Sie die Frage noch einmal.",
        "en": "There is no such passage in the briefing. Is the link old or incomplete? "
        "Please ask the question again.",
    },
    "article_gone": {
        "de": "Den Artikel „{source}“ gibt es im Briefing nicht mehr. Was daraus zitiert wurde, "
        "lässt sich hier nicht mehr nachlesen.",
        "en": "The article “{source}” is no longer in the briefing. What was quoted from it can "
        "no longer be looked up here.",
    },
    "article_withdrawn": {
        "de": "Der Artikel „{title}“ wurde am {date} aus dem Briefing zurückgezogen: {why}",
        "en": "The article “{title}” was withdrawn from the briefing on {date}: {why}",
    },
    "article_changed": {
        "de": "Der Artikel wurde geändert, seit dieser Verweis entstand. Sie sehen den heutigen "
        "Stand.",
        "en": "The article has changed since this link was made. You see the current version.",
    },
    "article_changed_words_kept": {
        "de": "Der Artikel wurde geändert, seit er zitiert wurde. Die zitierten Worte stehen "
        "unverändert darin; Sie sehen den heutigen Stand.",
        "en": "The article has changed since it was quoted. The quoted words are still in it, "
        "unchanged; you see the current version.",
    },
    "article_changed_words_gone": {
        "de": "Der Artikel wurde geändert, seit er zitiert wurde, und die zitierten Worte stehen "
        "so nicht mehr darin. Der Strich am Rand zeigt, wo sie standen. Bitte prüfen Sie das "
        "Zitat.",
        "en": "The article has changed since it was quoted, and the quoted words are no longer in "
        "it as they were. The line in the margin shows where they were. Please check the quote.",
    },
    "not_ready_article": {
        "de": "Die Artikel werden noch geladen. Bitte öffnen Sie die Stelle gleich noch einmal.",
        "en": "The articles are still being loaded. Please open the passage again in a moment.",
    },
    "conversation_gone": {
        "de": "Der Dienst kennt dieses Gespräch nicht mehr. Bitte laden Sie die Seite neu; "
        "Ihre Frage steht noch im Eingabefeld.",
        "en": "The service no longer has this conversation. Please reload the page; "
        "your question is still in the input field.",
    },
    "export_empty": {
        "de": "Dieses Gespräch hat noch keine Antwort. Bitte stellen Sie zuerst eine Frage.",
        "en": "This conversation has no answer yet. Please ask a question first.",
    },
    "verdict_lost": {
        "de": "Ihr Urteil konnte nicht gespeichert werden. Bitte versuchen Sie es noch einmal.",
        "en": "Your feedback could not be saved. Please try again.",
    },
    "record_invalid": {
        "de": "Dieses Gespräch lässt sich nicht mehr öffnen: Es passt nicht zum Briefing.",
        "en": "This conversation can no longer be opened: it does not match the briefing.",
    },
    "not_found": {
        "de": "Diese Seite gibt es nicht. Das Gespräch finden Sie unter „/“.",
        "en": "There is no such page. You will find the conversation at “/”.",
    },
    "body_too_large": {
        "de": "Die Anfrage ist zu groß. Bitte kürzen Sie die Frage.",
        "en": "The request is too large. Please shorten the question.",
    },
    "body_slow": {
        "de": "Die Anfrage kam nicht vollständig an. Bitte versuchen Sie es noch einmal.",
        "en": "The request did not arrive completely. Please try again.",
    },
    "headers_invalid": {
        "de": "Host, Origin oder Referer der Anfrage ist keine gültige Adresse. Bitte prüfen Sie "
        "die Adresse oder den Proxy davor.",
        "en": "The request’s Host, Origin or Referer is not a valid address. Please check the "
        "address or the proxy in front.",
    },
    "call_invalid": {
        "de": "Diesen Aufruf gibt es hier nicht. Bitte laden Sie die Seite neu.",
        "en": "There is no such call. Please reload the page.",
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
