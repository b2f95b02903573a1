"""Text with hard line ends, as agencies, mail programs and old systems write it.

A ¶ stands where a paragraph begins; it is not part of the file.
"""

import pytest

from index.formats.plain import paragraphs_of

CASES = {
    "agency copy": """\
¶Landkreis plant neue Buslinie

¶Talheim (agn) - Der Landkreis Talheim will vom Herbst an eine neue
Buslinie zwischen dem Bahnhof und dem Krankenhaus einrichten. Das hat
der Kreistag am Montagabend mit großer Mehrheit beschlossen.

¶Die Linie soll stündlich fahren. Die Kosten von rund 400.000 Euro im
Jahr teilen sich der Kreis und die Stadt.
""",
    "69 columns, one paragraph": """\
¶Der Stadtrat von Wiesau hat den Bau einer neuen Feuerwache gebilligt.
Sie soll nach Angaben von Bürgermeisterin Inge Pohl bis Ende 2027 an
der Umgehungsstraße entstehen und elf Millionen Euro kosten. Das Land
beteiligt sich mit drei Millionen Euro.
""",
    "indents instead of blank lines": """\
¶   Der Stadtrat von Wiesau hat den Bau einer neuen Feuerwache gebilligt.
Sie soll nach Angaben von Bürgermeisterin Inge Pohl bis Ende 2027 an
der Umgehungsstraße entstehen.
¶   Das Land beteiligt sich mit drei Millionen Euro an den Kosten von rund
elf Millionen Euro, wie das Ministerium am Montag mitteilte.
¶   Die Opposition kritisierte die Pläne als zu teuer.
""",
    "everything indented": """\
¶    Der Stadtrat von Wiesau hat den Bau einer neuen Feuerwache gebilligt.
    Sie soll nach Angaben von Bürgermeisterin Inge Pohl bis Ende 2027 an
    der Umgehungsstraße entstehen.

¶    Das Land beteiligt sich mit drei Millionen Euro an den Kosten von rund
    elf Millionen Euro, wie das Ministerium am Montag mitteilte.
""",
    "list of points": """\
¶Der Kreistag hat am Montag über mehrere Vorhaben entschieden, darunter
über den Bau einer Brücke und die Sanierung der Schule:

¶- Die Brücke über die Wies wird für 4,2 Millionen Euro neu gebaut, die
  Arbeiten beginnen im Mai und dauern ein Jahr.
¶- Die Schule bekommt eine neue Heizung.
¶- Der Radweg nach Au wird verschoben, weil der Grunderwerb noch nicht
  abgeschlossen ist.
""",
    "numbered list": """\
¶Die Gewerkschaft stellte am Dienstag drei Forderungen auf, über die von
nächster Woche an verhandelt werden soll:
¶1. Die Löhne steigen um sechs Prozent, mindestens aber um 250 Euro im
   Monat.
¶2. Auszubildende werden übernommen.
¶3. Die Wochenarbeitszeit sinkt auf 38 Stunden, und zwar ohne Abzug beim
   Gehalt.
""",
    "letter with address and greeting": """\
¶Stadt Wiesau
¶Pressestelle
¶Rathausplatz 1

¶Sehr geehrte Damen und Herren,

¶die Stadt Wiesau lädt Sie für kommenden Donnerstag zu einem Termin mit
Bürgermeisterin Inge Pohl ein. Gezeigt wird der Entwurf für die neue
Feuerwache, die bis Ende 2027 entstehen soll.

¶Mit freundlichen Grüßen

¶Karl Noll
¶Pressesprecher
""",
    "question and answer": """\
¶Frage: Herr Ebner, die Stadtwerke erhöhen die Preise für Gas um zwölf
Prozent. Ist das den Kunden noch zu vermitteln?
¶Antwort: Wir geben nur weiter, was wir selbst bezahlen. Der Einkauf ist
seit dem vergangenen Jahr um ein Fünftel teurer geworden, und das
lässt sich nicht auf Dauer auffangen.
¶Frage: Wann sinken sie wieder?
¶Antwort: Das wird vor dem nächsten Winter sicher nicht der Fall sein, so
leid mir das tut.
""",
    "headline of two lines": """\
¶Landkreis richtet neue Buslinie zum Krankenhaus ein, die Stadt zahlt
die Hälfte der Kosten

¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie zwischen
dem Bahnhof und dem Krankenhaus einrichten. Das hat der Kreistag am
Montagabend mit großer Mehrheit beschlossen.
""",
    "sub-heading without a blank line": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie zwischen
dem Bahnhof und dem Krankenhaus einrichten. Das hat der Kreistag am
Montagabend mit großer Mehrheit beschlossen.
¶Stadt zahlt die Hälfte
¶Die Kosten von rund 400.000 Euro im Jahr teilen sich der Kreis und die
Stadt. Ein Antrag der Opposition, die Linie auf zwei Jahre zu begrenzen,
fand keine Mehrheit.
""",
    "rule and notes behind": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie zwischen
dem Bahnhof und dem Krankenhaus einrichten. Das hat der Kreistag am
Montagabend mit großer Mehrheit beschlossen.

¶----------------------------------------
¶Orte
¶- Kreishaus, Am Markt 1, Talheim
¶- Klinikum, Parkweg 20, Talheim
""",
    "words hyphenated at line ends": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie einrich-
ten. Das hat der Kreistag am Montagabend mit großer Mehrheit beschlos-
sen. Die Linie soll stündlich fahren, auch an Sonn- und Feiertagen.
""",
    "English": """\
¶The county of Talheim wants to set up a new bus line between the
station and the hospital from autumn. The council decided this on
Monday evening by a large majority.

¶"This is good news for everyone who works shifts," said Mayor Inge
Pohl. The line will run every hour.
""",
    "English with two spaces behind sentences": """\
¶The county of Talheim wants to set up a new bus line between the
station and the hospital from autumn.  The council decided this on
Monday evening by a large majority.  The line will run every hour.

¶Costs of 400,000 euros a year are shared by the county and the city.
""",
    "quotation over several lines": """\
¶„Wir haben lange darüber gestritten, ob sich die Stadt das leisten
kann“, sagte Bürgermeisterin Inge Pohl am Montag. „Aber eine Stadt
ohne Feuerwache kann sich niemand leisten.“

¶Widerspruch kam von der Opposition. „Das Geld fehlt an den Schulen“,
sagte deren Sprecher Karl Noll.
""",
    "narrow column": """\
¶Der Landkreis Talheim will vom
Herbst an eine neue Buslinie
zwischen dem Bahnhof und dem
Krankenhaus einrichten. Das hat
der Kreistag am Montagabend mit
großer Mehrheit beschlossen.

¶Die Linie soll stündlich fahren.
Die Kosten von rund 400.000
Euro im Jahr teilen sich der
Kreis und die Stadt.
""",
    "wide column": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie zwischen dem Bahnhof und dem Klinikum
einrichten. Das hat der Kreistag am Montagabend mit großer Mehrheit beschlossen. Die Linie soll
stündlich fahren. Die Kosten von rund 400.000 Euro im Jahr teilen sich der Kreis und die Stadt.

¶Ein Antrag der Opposition, die Linie zunächst auf zwei Jahre zu begrenzen, fand keine Mehrheit. Am
Mittwoch berät der Verkehrsausschuss über den Fahrplan.
""",
    "a long address on the web": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie zwischen
dem Bahnhof und dem Krankenhaus einrichten. Die Pläne stehen unter
https://www.landkreis-talheim.example/verkehr/buslinien/2026/neue-linie-krankenhaus-bahnhof.html
im Netz. Die Linie soll stündlich fahren, auch an Sonn- und Feiertagen,
teilte der Kreis am Montag mit.
""",
    "trailing spaces": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie zwischen\x20
dem Bahnhof und dem Krankenhaus einrichten. Das hat der Kreistag am\x20
Montagabend mit großer Mehrheit beschlossen.\x20
\x20\x20
¶Die Linie soll stündlich fahren.\x20
""",
    "two blank lines": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie zwischen
dem Bahnhof und dem Krankenhaus einrichten. Das hat der Kreistag am
Montagabend mit großer Mehrheit beschlossen.


¶Die Linie soll stündlich fahren. Die Kosten von rund 400.000 Euro im
Jahr teilen sich der Kreis und die Stadt.
""",
    "short last lines that end in a capital": """\
¶Das Land unterstützt den Bau der Feuerwache in Wiesau mit drei Millio-
nen Euro. Den Bescheid überbrachte am Montag Staatssekretär Rolf Adam
von der CDU.

¶Im Rat stimmten dafür alle Mitglieder der Fraktionen von SPD, CDU und
FDP, dagegen die der AfD. Zwei Mitglieder der Grünen fehlten bei der
Abstimmung.
""",
    "table of results": """\
¶Bei der Wahl zum Kreistag von Talheim hat die Bürgerliste am Sonntag
die meisten Stimmen erhalten. Das vorläufige Ergebnis lautet nach
Angaben der Wahlleiterin:

¶Bürgerliste     31,2 Prozent
¶SPD             24,9 Prozent
¶CDU             22,0 Prozent
¶Grüne           11,4 Prozent
""",
    "editor's first line": """\
¶bdt0423 3 pl 210  agn 0812

¶Buslinie/Verkehr/
¶Landkreis richtet neue Buslinie zum Krankenhaus ein =

¶Talheim (agn) - Der Landkreis Talheim will vom Herbst an eine neue
Buslinie zwischen dem Bahnhof und dem Krankenhaus einrichten. Das hat
der Kreistag am Montagabend mit großer Mehrheit beschlossen.
¶agn ip yyzz n1 kn
""",
    "paragraphs of one line among wrapped ones": """\
¶Die Fähre nach Ostersand fährt wieder.

¶Nach vier Tagen Sturm hat die Reederei Nordstrom am Freitag den Betrieb
auf ihren Linien zu den Inseln wieder aufgenommen. Auf Ostersand hatten
rund 200 Urlauber festgesessen.

¶Verletzt wurde niemand.

¶Am Anleger waren zwei Dalben beschädigt worden, die nun ersetzt werden
müssen.
""",
    "lines that happen to end sentences": """\
¶Der Rat der Stadt hat am Montag nach langer Debatte zugestimmt. Zuvor
hatte der Ausschuss für Bauen den Entwurf dreimal zurückgewiesen.
Bürgermeisterin Inge Pohl sprach von einem guten Tag für die Stadt.
Die Opposition kündigte an, den Beschluss vor Gericht anzufechten, weil
die Unterlagen zu spät verteilt worden seien.
""",
    "date and number at the start of a line": """\
¶Die Arbeiten an der Brücke beginnen nach Angaben der Stadt Wiesau am
12. Mai und dauern bis zum Jahresende. Bis dahin wird der Verkehr über
die Umgehungsstraße geleitet. Die Kosten von 4,2 Millionen Euro trägt zu
80 Prozent das Land.
""",
    "dash at the start of a line": """\
¶Der Vorsitzende des Vereins, Karl Noll, nannte die Entscheidung der Stadt
– die ihn nach seinen Worten nicht überrascht hat – einen Fehler. Er will
nun mit den anderen Vereinen aus dem Landkreis Talheim beraten, was noch
zu tun ist.
""",
    "text of a fax": """\
¶DER LANDKREIS TALHEIM WILL VOM HERBST AN EINE NEUE BUSLINIE ZWISCHEN
DEM BAHNHOF UND DEM KRANKENHAUS EINRICHTEN. DAS HAT DER KREISTAG AM
MONTAGABEND MIT GROSSER MEHRHEIT BESCHLOSSEN.

¶DIE LINIE SOLL STÜNDLICH FAHREN. DIE KOSTEN VON RUND 400.000 EURO IM
JAHR TEILEN SICH KREIS UND STADT.
""",
    "line ends of Windows": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie zwischen\r
dem Bahnhof und dem Krankenhaus einrichten. Das hat der Kreistag am\r
Montagabend mit großer Mehrheit beschlossen.\r
\r
¶Die Linie soll stündlich fahren.\r
""",
    "schedule": """\
¶Termine am Donnerstag, 12. März

¶09.00 Talheim: Sitzung des Kreistags. Auf der Tagesordnung stehen der
      Haushalt und die neue Buslinie.
¶11.30 Wiesau: Spatenstich für die Feuerwache mit Bürgermeisterin Inge
      Pohl.
¶15.00 Au: Pressegespräch der Reederei Nordstrom.
""",
    "press release with contact": """\
¶PRESSEMITTEILUNG

¶Stadtwerke Wiesau senken den Preis für Strom

¶Wiesau, 9. März 2026. Die Stadtwerke Wiesau senken zum 1. Mai den Preis
für Strom um durchschnittlich acht Prozent. Ein Haushalt mit einem
Verbrauch von 3.000 Kilowattstunden spart im Jahr 94 Euro.

¶Kontakt:
¶Karl Ebner
¶Telefon 0123 456-0
¶presse@stadtwerke-wiesau.example
""",
    "poem or lyrics stay lines": """\
¶Der Chor sang zum Abschied ein Lied aus alten Zeiten:
¶Am Brunnen vor dem Tore,
¶da steht ein Lindenbaum,
¶ich träumt in seinem Schatten
¶so manchen süßen Traum.
""",
    "one paragraph per line stays so": """\
¶Der Landkreis Talheim will vom Herbst an eine neue Buslinie einrichten.
¶Das hat der Kreistag am Montagabend mit großer Mehrheit beschlossen.
¶Die Linie soll stündlich fahren, auch an Sonntagen.
¶Die Kosten teilen sich der Kreis und die Stadt.
""",
    "short news in lines": """\
¶Wiesau: Feuerwache wird gebaut
¶Talheim: Kreistag beschließt Haushalt
¶Au: Fähre fährt wieder
¶Ostersand: 200 Urlauber saßen fest
""",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES)
def test_paragraphs_are_those_that_were_meant(marked: str) -> None:
    text = marked.replace("¶", "")
    found = [" ".join(text[span.start : span.end].split()) for span in paragraphs_of(text)]
    assert found == [" ".join(part.split()) for part in marked.split("¶")[1:]]
