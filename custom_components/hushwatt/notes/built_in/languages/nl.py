"""Dutch."""

from typing import Final

from ..lexicon import AmountPattern, ClockPattern, Language
from ..symbols import Symbol
from . import kinds

_UNITS: Final = {
    "een": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
}
_TEENS: Final = {
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "dertien": 13,
    "veertien": 14,
    "vijftien": 15,
    "zestien": 16,
    "zeventien": 17,
    "achttien": 18,
    "negentien": 19,
}
_TENS: Final = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
_NUMBERS: Final = {
    "nul": 0,
    "één": 1,
    **_UNITS,
    **_TEENS,
    **_TENS,
    **{
        f"{u}{'ën' if u.endswith('e') else 'en'}{t}": n + m
        for t, m in _TENS.items()
        for u, n in _UNITS.items()
    },
    "honderd": 100,
    "honderdtwintig": 120,
}

_MONDAY_TO_FRIDAY: Final = frozenset(range(5))
_WEEKEND: Final = frozenset({5, 6})
_NAMES: Final = (
    ("maandag", "maandags", "ma", "maandagen"),
    ("dinsdag", "dinsdags", "di", "dinsdagen"),
    ("woensdag", "woensdags", "wo", "woensdagen"),
    ("donderdag", "donderdags", "do", "donderdagen"),
    ("vrijdag", "vrijdags", "vr", "vrijdagen"),
    ("zaterdag", "zaterdags", "za", "zaterdagen"),
    ("zondag", "zondags", "zondagen"),
)
_MINUTES: Final = "minuten/minuut/min"
_HOURS: Final = "uur/uren/u"

LANGUAGE: Final = Language(
    tag="nl",
    commands_in_infinitive=True,
    bare_days_are_one_off=True,
    endings=("s", "en", "n", "'s"),
    articles=frozenset({"de", "het", "een", "onze", "ons", "mijn", "'t"}),
    abbreviations=frozenset({"ca", "min", "ma", "di", "wo", "do", "vr", "za", "u"}),
    phrases={
        Symbol.ALL: "alles | alle apparaten | alle machines | elk apparaat"
        " | elke machine | ieder apparaat | apparaten | machines | iets",
        Symbol.NOTHING: "niets | niks | geen apparaat | geen apparaten | geen machine"
        " | geen machines | geen enkel apparaat | niets meer | niks meer",
        Symbol.NOISY: "luid | luide | luidruchtig | luidruchtige | luidruchtigs"
        " | lawaaiig | lawaaiige | lawaaierig | lawaaierige | luids | lawaaierigs",
        Symbol.NOISE: "lawaai | herrie | luide apparaten | lawaaiige apparaten"
        " | luidruchtige apparaten | lawaaierige apparaten | lawaaiige machines"
        " | luidruchtige machines | geluid | geluidsoverlast | alles wat lawaai maakt",
        Symbol.THAT: "dat",
        Symbol.IT: "hij | zij | ze | het | hem | die",
        Symbol.PERSON: "ik | wij | we | je | jij | jullie | ons | mij | kinderen | kind"
        " | baby | buren | buurman | buurvrouw | oma | opa | gasten | mensen | iemand"
        " | iedereen | kleintje",
        Symbol.MUST: "moet | moeten | zou moeten | zouden moeten | zorg dat"
        " | zorg ervoor dat | wil | willen | graag | wil graag | zorg er voor dat"
        " | dient | dienen | wil dat | willen dat | laat",
        Symbol.MUST_IF_POSITIVE: "hoeft | hoeven",
        Symbol.NEED_NOT: "hoeft niet | hoeven niet | niet nodig | maakt niet uit"
        " | is niet nodig | hoeft pas niet",
        Symbol.MAY: "mag | mogen | kan | kunnen | zou kunnen | toegestaan",
        Symbol.REQUEST: "kun je | kan je | wil je | kunt u | zou je | kun je ervoor",
        Symbol.NEG: "niet | niemand | nooit | geen | nimmer | niet meer | in geen geval"
        " | onder geen beding | nooit meer | zeker niet",
        Symbol.MUST_NOT: "verboden | vermijd | niet toegestaan",
        Symbol.ONLY: "alleen | enkel | uitsluitend | pas | slechts | alleen maar"
        " | alleen nog",
        Symbol.RUN: "draaien | lopen | gebruiken | laden | opladen"
        " | laten draaien | gebruikt worden | werken"
        " | laten lopen | bijladen | worden gebruikt | gaan",
        Symbol.RUNS: "aanstaan | aan staan | aan zijn | aan | in gebruik zijn | aan hebben"
        " | draait | rijdt | rijden | loopt | laadt | gebruikt | werkt | gaat | laadt op",
        Symbol.START: "starten | beginnen | aanzetten | gestart worden | aangezet worden"
        " | inschakelen | start | begin | aangaan | worden aangezet | worden gestart"
        " | zet",
        Symbol.STARTS: "begint | gaat aan",
        Symbol.FINISH: "klaar | klaar zijn | vol | gereed | af | afgelopen zijn | vol zijn"
        " | klaar hebben | eindigen | helemaal klaar | klaar hebt | voltooid",
        Symbol.FINISHES: "eindigt",
        Symbol.FINISHED: "gedraaid | gelopen | gedraaid hebben | gedraaid zijn"
        " | afgelopen | beëindigd | klaar geworden",
        Symbol.CHARGED: "opgeladen | geladen | opgeladen zijn | geladen zijn"
        " | volgeladen | vol geladen | bijgeladen",
        Symbol.OFF: "uit | uit zijn | uit staan | uitstaan | stoppen | uitgezet"
        " | uitgeschakeld | uitgeschakeld zijn | uitgaan",
        Symbol.QUIET: "stil | stil zijn | rustig | rustig zijn | zachtjes | stil blijven",
        Symbol.QUIET_TIME: "stille uren | rust | nachtrust | stilte | rusttijd"
        " | rustige uren | middagrust | rusttijden",
        Symbol.TAKE: "duurt | duren | nodig | verbruikt | verbruiken | kost"
        " | looptijd | duur | verbruik | heeft nodig | energieverbruik | doet er"
        " | programmaduur",
        Symbol.IS: "is | zijn | wordt | worden | ben | zal | zullen",
        Symbol.HAVE: "heeft | hebben | heb | hebt",
        Symbol.PAST: "gisteren | was | waren | draaide | liep | had | hadden | werd"
        " | werden | stond | vorige week | afgelopen nacht | moest | moesten"
        " | gisteravond | eergisteren | al gedraaid | heeft al | duurde | gebruikte"
        " | zei | is al | daarnet | zojuist | vorige nacht | stonden | laadde | begon"
        " | verbruikte | startte | eerder vandaag",
        Symbol.BY: "niet later dan | niet later dan om",
        Symbol.EARLIEST: "op zijn vroegst | ten vroegste",
        Symbol.LATEST: "uiterlijk | ten laatste | op zijn laatst | op z'n laatst",
        Symbol.BEFORE: "voor | vóór | eerder dan | voordat",
        Symbol.AFTER: "na | wachten op | wacht op | later dan | nadat",
        Symbol.FROM: "vanaf | sinds | niet eerder dan",
        Symbol.ONWARDS: "af aan",
        Symbol.UNTIL: "tot | tot aan | totdat | t/m | tot en met | tot om",
        Symbol.AT: "om",
        Symbol.BETWEEN: "tussen | binnen",
        Symbol.OUTSIDE: "buiten | buiten de uren",
        Symbol.EXCEPT: "behalve | uitgezonderd | behalve op | met uitzondering van",
        Symbol.TONIGHT: "vannacht | vanavond | deze nacht | alleen vannacht"
        " | alleen vanavond | alleen deze nacht | enkel vannacht | enkel vanavond",
        Symbol.TODAY: "vandaag | alleen vandaag",
        Symbol.TOMORROW: "morgen | alleen morgen",
        Symbol.TOMORROW_MORNING: "morgenochtend | morgenvroeg | morgen vroeg",
        Symbol.MORNING: "'s ochtends | 's morgens | in de ochtend | ochtend"
        " | in de morgen | de ochtend | 's ochtends vroeg | de morgen",
        Symbol.AFTERNOON: "'s middags | in de middag | middag | de middag",
        Symbol.EVENING: "'s avonds | in de avond | avond | de avond",
        Symbol.NIGHT: "'s nachts | in de nacht | nacht | gedurende de nacht | de nacht",
        Symbol.ASLEEP: "slapen | slaapt | slaap | naar bed | in bed | bed | bedtijd"
        " | dutje | middagdutje",
        Symbol.RISING: "ontbijt | opstaan | wakker | staan op | school | wakker worden"
        " | sta op | staat op | het ontbijt",
        Symbol.DINNER: "avondeten | het avondeten",
        Symbol.ABOUT: "ongeveer | circa | ca | rond | zo'n | bijna | omstreeks",
        Symbol.FOR: "gedurende | per beurt voor",
        Symbol.LONG_PERIOD: "per jaar | per maand | per week | per dag | jaarlijks",
        Symbol.WITH: "tegelijk met | tegelijkertijd met | samen met | terwijl | tijdens"
        " | gelijktijdig met | zolang | parallel met | op hetzelfde moment als",
        Symbol.WHEN: "als | wanneer | zodra",
        Symbol.TOGETHER: "tegelijk | tegelijkertijd | samen | gelijktijdig | parallel"
        " | op hetzelfde moment",
        Symbol.FIRST: "eerst",
        Symbol.THEN: "dan | daarna | en dan | vervolgens",
        Symbol.AND: "en | plus | evenals",
        Symbol.OR: "of",
        Symbol.NOR: "noch",
        Symbol.BUT: "maar | echter | doch",
        Symbol.BECAUSE: "omdat | want | zodat | anders | vanwege | aangezien",
        Symbol.SO: "dus | daarom",
        Symbol.WHICH: "welke | wie",
        Symbol.IF: "indien | tenzij | mits | alleen als | behalve als | ook als"
        " | telkens als | zelfs als",
        Symbol.ALSO: "ook | zelfs | dan ook",
        Symbol.UNCLEAR: "meer dan | minder dan | minstens | hoogstens | maximaal | in plaats van | niet alleen | had moeten",
        Symbol.FILLER: "alle | elke | iedere | elk | ieder | de | een | 't | mijn | onze | alsjeblieft | alstublieft | aub"
        " | altijd | elke dag | iedere dag | dagelijks | nog | er | al | hé"
        " | hoi | hallo | eh | uh | uhm | nou | ja | oké | ok | bedankt | dank je"
        " | let op | notitie | onthoud | onthoud dat | vergeet niet | vergeet niet dat"
        " | denk eraan | denk eraan dat | cyclus | programma | per cyclus | per beurt | per wasbeurt"
        " | per was | wasbeurt | per keer | elke keer | een beurt | een cyclus"
        " | een wasbeurt | te | helemaal | echt | absoluut | beslist | op | in | van"
        " | meer | beide | regel | huisregel | daar | hier | belangrijk"
        " | volledig | gewoon | ervoor | zeg maar | a | u | b | weer"
        " | in ieder geval",
    },
    days={name: frozenset({day}) for day, names in enumerate(_NAMES) for name in names}
    | {
        "doordeweeks": _MONDAY_TO_FRIDAY,
        "door de week": _MONDAY_TO_FRIDAY,
        "op werkdagen": _MONDAY_TO_FRIDAY,
        "werkdagen": _MONDAY_TO_FRIDAY,
        "weekdagen": _MONDAY_TO_FRIDAY,
        "op weekdagen": _MONDAY_TO_FRIDAY,
        "op schooldagen": _MONDAY_TO_FRIDAY,
        "weekend": _WEEKEND,
        "weekends": _WEEKEND,
        "weekeinde": _WEEKEND,
        "in het weekend": _WEEKEND,
        "in het weekeinde": _WEEKEND,
        "het weekend": _WEEKEND,
        "in de weekenden": _WEEKEND,
    },
    numbers=_NUMBERS,
    clocks=(
        ClockPattern(words="{clock} uur/u?"),
        ClockPattern(words="{hour} uur/u"),
        ClockPattern(words="{hour} uur/u {minute}"),
        ClockPattern(words="half {hour} uur?", add=-30, twelve=True),
        ClockPattern(words="kwart over {hour} uur?", add=15, twelve=True),
        ClockPattern(words="kwart voor {hour} uur?", add=-15, twelve=True),
        ClockPattern(words="{minute} minuten? over {hour} uur?", twelve=True),
        ClockPattern(words="{minute} minuten? voor {hour} uur?", sign=-1, twelve=True),
        ClockPattern(words="{minute} over half {hour}", add=-30, twelve=True),
        ClockPattern(words="{minute} voor half {hour}", add=-30, sign=-1, twelve=True),
        ClockPattern(words="middernacht", hour=0),
        ClockPattern(words="12 uur 's middags", hour=12),
        ClockPattern(words="twaalf uur 's middags", hour=12),
    ),
    amounts=(
        AmountPattern(words=f"{{m}} {_MINUTES}"),
        AmountPattern(words=f"{{h}} {_HOURS}"),
        AmountPattern(words=f"{{h}} {_HOURS} {{minute}} {_MINUTES}?"),
        AmountPattern(words=f"{{h}} {_HOURS} en {{minute}} {_MINUTES}"),
        AmountPattern(words="anderhalf uur", add=90),
        AmountPattern(words="een? half uur", add=30),
        AmountPattern(words="{h} en een half uur", add=30),
        AmountPattern(words="tweeënhalf/tweeeneenhalf uur", add=150),
        AmountPattern(words="drieënhalf uur", add=210),
        AmountPattern(words="drie kwartier", add=45),
        AmountPattern(words="een? kwartier", add=15),
        AmountPattern(words="{h} uur en een kwartier", add=15),
        AmountPattern(words="{h} uur en een half", add=30),
        AmountPattern(words="{clock} uur"),
        AmountPattern(words="{e} kwh/kilowattuur"),
        AmountPattern(words="{e} wh/wattuur", factor=0.001),
    ),
    kinds={
        kinds.DISHWASHER: "vaatwasser | afwasmachine | vaatwasmachine | vaat wasser",
        kinds.WASHING_MACHINE: "wasmachine | wasautomaat",
        kinds.DRYER: "droger | wasdroger | droogtrommel | droogkast",
        kinds.CAR: "auto | elektrische auto | laadpaal | wallbox | laadstation"
        " | laadpunt | wagen",
        kinds.VACUUM: "stofzuiger | robotstofzuiger | stofzuigen | zuigrobot"
        " | robot stofzuiger",
        kinds.WATER_HEATER: "boiler | warmwaterboiler",
        kinds.HEAT_PUMP: "warmtepomp",
        kinds.POOL_PUMP: "zwembadpomp",
        kinds.OTHER: "oven | fornuis | koelkast | vriezer | diepvries | magnetron"
        " | broodrooster | waterkoker | koffiezetapparaat | airco | airconditioning"
        " | luchtontvochtiger | kachel | verwarming | sauna | televisie | tv"
        " | grasmaaier | robotmaaier | haardroger | föhn | strijkijzer | computer"
        " | printer | pomp | ventilator | jacuzzi | e-bike | kookplaat | batterij",
    },
)
