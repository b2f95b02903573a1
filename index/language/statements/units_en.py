"""English names of units."""

from typing import Final

from index.language.statements.lists import UNITS, Unit

ENGLISH_UNITS: Final = UNITS | {
    **dict.fromkeys(("percent", "per cent", "pc"), Unit("percent")),
    **dict.fromkeys(("percentage point", "percentage points"), Unit("percentage point")),
    **dict.fromkeys(("euro", "euros"), Unit("euro")),
    **dict.fromkeys(("cent", "cents"), Unit("euro", 0.01)),
    **dict.fromkeys(("dollar", "dollars"), Unit("dollar")),
    **dict.fromkeys(("pound", "pounds"), Unit("pound")),
    **dict.fromkeys(("franc", "francs"), Unit("franc")),
    **dict.fromkeys(("krona", "kronor", "krone", "kroner"), Unit("krona")),
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles"), Unit("rouble")),
    **dict.fromkeys(("yen",), Unit("yen")),
    **dict.fromkeys(("zloty", "zlotys"), Unit("zloty")),
    **dict.fromkeys(("millimetre", "millimetres", "millimeters"), Unit("length", 0.001)),
    **dict.fromkeys(
        ("centimetre", "centimetres", "centimeter", "centimeters"), Unit("length", 0.01)
    ),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), Unit("length")),
    **dict.fromkeys(("kilometre", "kilometres", "kilometer", "kilometers"), Unit("length", 1000)),
    **dict.fromkeys(("mile", "miles"), Unit("length", 1609.0)),
    **dict.fromkeys(("nautical mile", "nautical miles"), Unit("length", 1852.0)),
    **dict.fromkeys(("foot", "feet", "ft"), Unit("length", 0.3048)),
    **dict.fromkeys(("inch", "inches"), Unit("length", 0.0254)),
    **dict.fromkeys(("yard", "yards"), Unit("length", 0.9144)),
    **dict.fromkeys(("milligram", "milligrams", "milligrammes"), Unit("mass", 1e-6)),
    **dict.fromkeys(("gram", "grams", "grammes"), Unit("mass", 0.001)),
    **dict.fromkeys(("kilo", "kilos", "kilogram", "kilograms", "kilogrammes"), Unit("mass")),
    **dict.fromkeys(("tonne", "tonnes", "ton", "tons"), Unit("mass", 1000)),
    **dict.fromkeys(("litre", "litres", "liter", "liters"), Unit("volume")),
    **dict.fromkeys(("gallon", "gallons"), Unit("volume", 3.785)),
    **dict.fromkeys(("cubic metre", "cubic metres", "cubic meters"), Unit("volume", 1000)),
    **dict.fromkeys(("hectare", "hectares"), Unit("area", 10_000)),
    **dict.fromkeys(("acre", "acres"), Unit("area", 4047)),
    **dict.fromkeys(
        ("square metre", "square metres", "square meter", "square meters"), Unit("area")
    ),
    **dict.fromkeys(
        ("square kilometre", "square kilometres", "square kilometers"), Unit("area", 1e6)
    ),
    **dict.fromkeys(("square mile", "square miles"), Unit("area", 2.59e6)),
    **dict.fromkeys(("second", "seconds"), Unit("time", 1)),
    **dict.fromkeys(("minute", "minutes"), Unit("time", 60)),
    **dict.fromkeys(("hour", "hours"), Unit("time", 3600)),
    **dict.fromkeys(("day", "days"), Unit("time", 86400)),
    **dict.fromkeys(("week", "weeks", "fortnight"), Unit("time", 604800)),
    **dict.fromkeys(("month", "months"), Unit("months", 1)),
    **dict.fromkeys(("year", "years", "year-old", "years-old"), Unit("months", 12)),
    **dict.fromkeys(("decade", "decades"), Unit("months", 120)),
    **dict.fromkeys(("century", "centuries"), Unit("months", 1200)),
    **dict.fromkeys(("watt", "watts"), Unit("power")),
    **dict.fromkeys(("kilowatt", "kilowatts"), Unit("power", 1e3)),
    **dict.fromkeys(("megawatt", "megawatts"), Unit("power", 1e6)),
    **dict.fromkeys(("gigawatt", "gigawatts"), Unit("power", 1e9)),
    **dict.fromkeys(("terawatt", "terawatts"), Unit("power", 1e12)),
    **dict.fromkeys(
        ("kilowatt-hour", "kilowatt-hours", "kilowatt hour", "kilowatt hours"), Unit("energy", 1e3)
    ),
    **dict.fromkeys(
        ("megawatt-hour", "megawatt-hours", "megawatt hour", "megawatt hours"), Unit("energy", 1e6)
    ),
    **dict.fromkeys(
        ("gigawatt-hour", "gigawatt-hours", "gigawatt hour", "gigawatt hours"), Unit("energy", 1e9)
    ),
    **dict.fromkeys(
        ("terawatt-hour", "terawatt-hours", "terawatt hour", "terawatt hours"),
        Unit("energy", 1e12),
    ),
    **dict.fromkeys(("degree", "degrees"), Unit("degree")),
    **dict.fromkeys(("megabyte", "megabytes"), Unit("data", 1e6)),
    **dict.fromkeys(("gigabyte", "gigabytes"), Unit("data", 1e9)),
    **dict.fromkeys(("terabyte", "terabytes"), Unit("data", 1e12)),
}
