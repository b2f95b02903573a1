"""Questions on facts that begin like another kind of question or share its words."""

import pytest

from rag.question.kind import FACT, kind_of

FACTS = [
    # ask what is new of something
    "Was ist neu an dem Gesetz?", "What is new about the law?",
    "What's the latest on injuries from the fire?", "Wer ist neu im Rat seit Mai?",
    "Was hat sich in Jena seit dem Unfall geändert?", "Wer ist der neue Trainer?",
    "Welche Straße ist gesperrt?", "Who is the new coach?", "Which bridge is closed?",
    # begin politely
    "Kannst du mir sagen, wer das Treffen einberufen hat?",
    "Könnten Sie mir erklären, warum Rom zögert?",
    "Weißt du, wann die Fähre fährt?", "Sag mir bitte, wie viele Menschen verletzt wurden.",
    "Ich möchte wissen, wer bezahlt.", "Hallo, wer hat das Treffen einberufen?",
    "Guten Tag! Wie viele Menschen wurden verletzt?", "Danke. Und wer war dabei?",
    "Nenne die drei Bewerber.", "Nenne mir alle Länder, die Truppen schicken.",
    "Schreib mir auf, wer dabei war.", "Erzähl mir, was in Brüssel geschah.",
    "Erstelle eine Liste der Länder, die Truppen schicken.", "Gib mir das Zitat von Kuhnt.",
    "Bitte zeig mir, wo das Bad liegt.", "Kannst du mir eine Liste der Verletzten geben?",
    "Can you tell me who called the meeting?", "Tell me who called the meeting.",
    "Could you please explain to me why Rome hesitates?", "Do you know when the ferry leaves?",
    "Give me the mayor's quote about the row.", "Give me the minister's letter to the mayor.",
    "Tell me the story of the ferry captain.", "Write down who was there.", "Hi, who was there?",
    "Name the three candidates.", "List the countries that send troops.", "Thanks. And who paid?",
    "Make a list of the countries that send troops.", "I'd like to know who pays.",
    # have the words of a task, of small talk or of the briefing
    "Wer schreibt die Gedichte?", "Kann die Ministerin eine Rede schreiben?",
    "Wer hat Hallo gesagt?",
    "Können sie eine Einladung schreiben?", "Hat der Minister die Anweisungen ignoriert?",
    "Wer übersetzte den Brief?", "Wie geht es dem Minister?", "Wie geht es ihnen nach dem Unfall?",
    "Was kann die Feuerwehr tun?", "Wer sind die Bewerber?", "Wofür dankte der Bürgermeister?",
    "Wie viele Artikel hat das Grundgesetz?", "Wie viele Artikel der Satzung wurden geändert?",
    "Welche Quellen nennt der Minister?", "Wann erschien das Gutachten?",
    "Wer ist der Älteste im Rat?",
    "Wann war das letzte Treffen der Minister?", "Welche Sprachen spricht der Botschafter?",
    "Welcher Artikel des Vertrags gilt?", "Welche Zeitung berichtete zuerst über den Fall?",
    "Who wrote the poem?", "Will the minister write a letter?", "Who ignored the instructions?",
    "Did the court tell them to ignore the rules?", "How are the children?", "Who said hello?",
    "Who can help the villagers?", "What can the fire brigade do?", "Who thanked the mayor?",
    "How many articles does the treaty have?", "Which article of the treaty applies?",
    "Which languages does the ambassador speak?", "When was the last meeting of the ministers?",
    "What is the latest death toll?", "Which sources does the minister name?",
    "Who is the new director?", "Which newspaper first reported the case?",
    # have the words of a summary, a chronology or of what is not said
    "Fasse zusammen, was Macron sagte.", "Wer soll die Ergebnisse zusammenfassen?",
    "Fasse bitte zusammen, was Macron auf dem Gipfel über den Beitrag sagte",
    "Was steht im Briefing über Polen?", "Worum geht es dem Minister?", "Wer gab den Überblick?",
    "Was sagt der Artikel über die Länder, die keine Truppen schicken?",
    "Was hat Washington nicht über den Einsatz gesagt?", "Was erwähnt der Minister nicht?",
    "Welche Staaten einigten sich laut Artikel nicht auf ein Datum?",
    "Welche Länder schicken nach dem Artikel über das Treffen keine Truppen?",
    "In welcher Reihenfolge sprachen die Minister?", "Welche Fragen zu den Kosten sind offen?",
    "Who summarised the findings?", "Summarise what Macron said at the summit.",
    "Which states did not agree on a date, according to the article?",
    "What does the briefing say about Poland?", "What does the minister not say about costs?",
    "Which countries does the article say will not send troops?", "Who gave the overview?",
    "What did the mayor leave out of his speech on costs?", "What is known about the ferry?",
    "In what order did the ministers speak?", "Who drew up the timeline of the attack?",
    "What are the residents worried about?", "What was the mayor asked about?",
    "What is Rome complaining about?", "What were the hearings being held about?",
    "What are the teachers angry about?", "What was the minister told about?",
    # nothing
    "Und Italien?", "And Italy?", "Warum?", "123", "?",
]  # fmt: skip


@pytest.mark.parametrize("question", FACTS)
def test_questions_on_facts(question: str) -> None:
    assert kind_of(question) is FACT
