"""German names of units."""

from typing import Final

from index.language.statements.lists import UNITS, Unit

GERMAN_UNITS: Final = UNITS | {
    **dict.fromkeys(("prozent", "prozentige", "prozentigen", "vh"), Unit("percent")),
    **dict.fromkeys(("prozentpunkt", "prozentpunkte", "prozentpunkten"), Unit("percentage point")),
    **dict.fromkeys(("promille",), Unit("percent", 0.1)),
    **dict.fromkeys(("euro", "euros"), Unit("euro")),
    **dict.fromkeys(("cent",), Unit("euro", 0.01)),
    **dict.fromkeys(("dollar", "dollars", "us-dollar"), Unit("dollar")),
    **dict.fromkeys(("pfund",), Unit("pound")),
    **dict.fromkeys(("franken",), Unit("franc")),
    **dict.fromkeys(("kronen", "krone"), Unit("krona")),
    **dict.fromkeys(("rubel",), Unit("rouble")),
    **dict.fromkeys(("yen",), Unit("yen")),
    **dict.fromkeys(("złoty", "zloty"), Unit("zloty")),
    **dict.fromkeys(("millimeter", "millimetern"), Unit("length", 0.001)),
    **dict.fromkeys(("zentimeter", "zentimetern"), Unit("length", 0.01)),
    **dict.fromkeys(("meter", "metern"), Unit("length")),
    **dict.fromkeys(("kilometer", "kilometern"), Unit("length", 1000)),
    **dict.fromkeys(("meile", "meilen"), Unit("length", 1609.0)),
    **dict.fromkeys(("seemeile", "seemeilen"), Unit("length", 1852.0)),
    **dict.fromkeys(("fuß",), Unit("length", 0.3048)),
    **dict.fromkeys(("zoll",), Unit("length", 0.0254)),
    **dict.fromkeys(("milligramm",), Unit("mass", 1e-6)),
    **dict.fromkeys(("gramm",), Unit("mass", 0.001)),
    **dict.fromkeys(("kilo", "kilogramm", "kilos"), Unit("mass")),
    **dict.fromkeys(("tonne", "tonnen"), Unit("mass", 1000)),
    **dict.fromkeys(("liter", "litern"), Unit("volume")),
    **dict.fromkeys(("milliliter",), Unit("volume", 0.001)),
    **dict.fromkeys(("hektoliter",), Unit("volume", 100)),
    **dict.fromkeys(("kubikmeter", "kubikmetern"), Unit("volume", 1000)),
    **dict.fromkeys(("hektar",), Unit("area", 10_000)),
    **dict.fromkeys(("quadratmeter", "quadratmetern"), Unit("area")),
    **dict.fromkeys(("quadratkilometer", "quadratkilometern"), Unit("area", 1e6)),
    **dict.fromkeys(("sekunde", "sekunden", "sekündige"), Unit("time", 1)),
    **dict.fromkeys(("minute", "minuten", "minütige", "minütigen"), Unit("time", 60)),
    **dict.fromkeys(
        ("stunde", "stunden", "stündige", "stündigen", "stündiger"), Unit("time", 3600)
    ),
    **dict.fromkeys(("tag", "tage", "tagen", "tägige", "tägigen", "tägiger"), Unit("time", 86400)),
    **dict.fromkeys(("woche", "wochen", "wöchige", "wöchigen"), Unit("time", 604800)),
    **dict.fromkeys(
        ("monat", "monate", "monaten", "monatige", "monatigen", "monatiger"), Unit("months", 1)
    ),
    **dict.fromkeys(
        ("jahr", "jahre", "jahren", "jährige", "jährigen", "jähriger", "jahres"),
        Unit("months", 12),
    ),
    **dict.fromkeys(("jahrzehnt", "jahrzehnte", "jahrzehnten"), Unit("months", 120)),
    **dict.fromkeys(("jahrhundert", "jahrhunderte", "jahrhunderten"), Unit("months", 1200)),
    **dict.fromkeys(("watt",), Unit("power")),
    **dict.fromkeys(("kilowatt",), Unit("power", 1e3)),
    **dict.fromkeys(("megawatt",), Unit("power", 1e6)),
    **dict.fromkeys(("gigawatt",), Unit("power", 1e9)),
    **dict.fromkeys(("terawatt",), Unit("power", 1e12)),
    **dict.fromkeys(("kilowattstunde", "kilowattstunden"), Unit("energy", 1e3)),
    **dict.fromkeys(("megawattstunde", "megawattstunden"), Unit("energy", 1e6)),
    **dict.fromkeys(("gigawattstunde", "gigawattstunden"), Unit("energy", 1e9)),
    **dict.fromkeys(("terawattstunde", "terawattstunden"), Unit("energy", 1e12)),
    **dict.fromkeys(("grad",), Unit("degree")),
    **dict.fromkeys(("stundenkilometer", "stundenkilometern"), Unit("speed")),
    **dict.fromkeys(("megabyte",), Unit("data", 1e6)),
    **dict.fromkeys(("gigabyte",), Unit("data", 1e9)),
    **dict.fromkeys(("terabyte",), Unit("data", 1e12)),
}
