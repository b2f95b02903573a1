"""Texts about the briefing, and about articles that are added or withdrawn."""

from collections.abc import Mapping
from typing import Final

from rag.texts import Texts
from rag.types import Language

BRIEFING_TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    "add_forbidden": {
        "de": "Von hier aus können keine Artikel hinzugefügt werden. Wer den Dienst betreibt, "
        "kann es mit BRIEFING_EDITING erlauben.",
        "en": "Articles cannot be added from here. Whoever runs the service can allow it with "
        "BRIEFING_EDITING.",
    },
    "add_too_large": {
        "de": "Das ist zu viel auf einmal. Bitte fügen Sie die Dateien einzeln hinzu.",
        "en": "That is too much at once. Please add the files one by one.",
    },
    "add_interrupted": {
        "de": "Die Dateien kamen nicht vollständig an. Bitte versuchen Sie es noch einmal.",
        "en": "The files did not arrive completely. Please try again.",
    },
    "add_invalid": {
        "de": "Das Formular ist nicht lesbar: höchstens {files} Dateien auf einmal, "
        "das Datum als JJJJ-MM-TT.",
        "en": "The form cannot be read: at most {files} files at once, the date as YYYY-MM-DD.",
    },
    "add_nothing": {
        "de": "Es ist nichts zum Hinzufügen da. Wählen Sie Dateien aus oder fügen Sie Text ein.",
        "en": "There is nothing to add. Choose files or paste a text.",
    },
    "add_unwritable": {
        "de": "Der Ordner der Artikel kann nicht beschrieben werden. Wer den Dienst betreibt, muss "
        "ihm das Recht dazu geben (BRIEFING_SOURCES).",
        "en": "The folder of articles cannot be written to. Whoever runs the service has to grant "
        "write permission (BRIEFING_SOURCES).",
    },
    "fault_cancelled": {
        "de": "Die Agentur hat die Meldung zurückgezogen.",
        "en": "The agency has cancelled the report.",
    },
    "fault_damaged": {
        "de": "Die Datei ist beschädigt oder keine Datei dieser Art. Bitte speichern Sie sie neu.",
        "en": "The file is damaged or not of this type. Please save it again.",
    },
    "fault_duplicate": {
        "de": "Derselbe Text steht schon im Briefing.",
        "en": "The same text is in the briefing already.",
    },
    "fault_empty": {
        "de": "Die Datei enthält keinen Text.",
        "en": "The file contains no text.",
    },
    "fault_encoding": {
        "de": "Die Zeichen der Datei sind nicht lesbar. Bitte speichern Sie sie als UTF-8.",
        "en": "The characters of the file cannot be read. Please save it as UTF-8.",
    },
    "fault_format": {
        "de": "Diese Art von Datei wird nicht gelesen. Möglich sind: {formats}.",
        "en": "This type of file is not supported. Supported types: {formats}.",
    },
    "fault_locked": {
        "de": "Die Datei ist mit einem Passwort geschützt. Bitte speichern Sie sie ohne.",
        "en": "The file is protected by a password. Please save it without one.",
    },
    "fault_no_text": {
        "de": "Es wurde kein Artikeltext gefunden. Ein Scan muss erst lesbar gemacht werden (OCR).",
        "en": "No article text was found. A scan has to be converted to text first (OCR).",
    },
    "fault_too_large": {
        "de": "Die Datei ist zu groß. Bitte teilen Sie sie.",
        "en": "The file is too large. Please split it into smaller files.",
    },
    "fault_too_slow": {
        "de": "Das Lesen der Datei dauert zu lange. Bitte speichern Sie nur ihren Text, oder "
        "teilen Sie sie.",
        "en": "Reading the file takes too long. Please save only its text, or split it into "
        "smaller files.",
    },
    "fault_unreadable": {
        "de": "Die Datei kann nicht gelesen werden.",
        "en": "The file cannot be read.",
    },
    "fault_withdrawn": {
        "de": "Der Artikel wurde zurückgezogen.",
        "en": "The article was withdrawn.",
    },
    "note_encoding": {
        "de": "Gelesen als {detail}, denn die Datei ist nicht in UTF-8.",
        "en": "Read as {detail}: the file is not in UTF-8.",
    },
    "note_partly_read": {
        "de": "Nicht lesbar, nur ein Bild: Seite {detail}.",
        "en": "Not read because it is only a picture: page {detail}.",
    },
    "note_version": {
        "de": "Fassung {detail} der Meldung.",
        "en": "Version {detail} of the report.",
    },
    "withdraw_forbidden": {
        "de": "Von hier aus können keine Artikel zurückgezogen werden. Wer den Dienst betreibt, "
        "kann es mit BRIEFING_EDITING erlauben.",
        "en": "Articles cannot be withdrawn from here. Whoever runs the service can allow it with "
        "BRIEFING_EDITING.",
    },
    "withdraw_unknown": {
        "de": "Diesen Artikel gibt es im Briefing nicht (mehr).",
        "en": "This article is not, or no longer, in the briefing.",
    },
    "reinstate_unknown": {
        "de": "Dieser Artikel ist nicht (mehr) zurückgezogen.",
        "en": "This article is not, or no longer, withdrawn.",
    },
    "withdraw_failed": {
        "de": "Das konnte nicht gespeichert werden. Die Ursache steht im Protokoll des Dienstes.",
        "en": "This could not be saved. The cause is in the service’s log.",
    },
    "step_idle": {"de": "", "en": ""},
    "step_waiting": {
        "de": "Die neuen Artikel werden gleich aufgenommen …",
        "en": "The new articles are about to be indexed …",
    },
    "step_reading": {
        "de": "Die neuen Artikel werden gelesen …",
        "en": "Reading the new articles …",
    },
    "step_embedding": {
        "de": "Die neuen Artikel werden erfasst ({done} von {total} Stellen) …",
        "en": "Indexing the new articles ({done} of {total} passages) …",
    },
    "step_storing": {
        "de": "Die neuen Artikel werden abgelegt …",
        "en": "Storing the new articles …",
    },
    "step_verifying": {
        "de": "Die neuen Artikel werden geprüft …",
        "en": "Checking the new articles …",
    },
    "step_failed": {
        "de": "Die neuen Artikel sind gespeichert, aber noch nicht durchsuchbar. Die Ursache steht "
        "im Protokoll des Dienstes; „python -m index build“ versucht es noch einmal.",
        "en": "The new articles are saved but cannot be searched yet. The cause is in the "
        "service’s log; “python -m index build” tries again.",
    },
}

say: Final = Texts(BRIEFING_TEXTS)
