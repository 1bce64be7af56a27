"""German."""

from typing import Final

from ..lexicon import AmountPattern, ClockPattern, Language
from ..symbols import Symbol
from . import kinds

_UNITS: Final = {
    "ein": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
}
_TEENS: Final = {
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
    "dreizehn": 13,
    "vierzehn": 14,
    "fünfzehn": 15,
    "sechzehn": 16,
    "siebzehn": 17,
    "achtzehn": 18,
    "neunzehn": 19,
}
_TENS: Final = {
    "zwanzig": 20,
    "dreißig": 30,
    "vierzig": 40,
    "fünfzig": 50,
    "sechzig": 60,
    "siebzig": 70,
    "achtzig": 80,
    "neunzig": 90,
}
_NUMBERS: Final = {
    **_UNITS,
    **_TEENS,
    **_TENS,
    **{f"{u}und{t}": n + m for t, m in _TENS.items() for u, n in _UNITS.items()},
    "eins": 1,
    "eine": 1,
    "einer": 1,
    "zwo": 2,
    "null": 0,
    "hundert": 100,
    "einhundert": 100,
    "hundertzwanzig": 120,
    "einhundertzwanzig": 120,
}

_MONDAY_TO_FRIDAY: Final = frozenset(range(5))
_WEEKEND: Final = frozenset({5, 6})
_NAMES: Final = (
    ("montag", "montags", "mo", "montage"),
    ("dienstag", "dienstags", "di"),
    ("mittwoch", "mittwochs", "mi"),
    ("donnerstag", "donnerstags", "do"),
    ("freitag", "freitags", "fr"),
    ("samstag", "samstags", "sa", "sonnabend", "sonnabends"),
    ("sonntag", "sonntags", "sonntage"),
)
_MINUTES: Final = "minuten/minute/min"
_HOURS: Final = "stunden/stunde/std/h"

LANGUAGE: Final = Language(
    tag="de",
    commands_in_infinitive=True,
    bare_days_are_one_off=True,
    transliterations={"ä": "ae", "ö": "oe", "ü": "ue"},
    endings=("n", "en", "s", "es", "e", "er"),
    articles=frozenset(
        {"der", "die", "das", "den", "unser", "unsere", "mein", "meine"}
    ),
    abbreviations=frozenset(
        {"ca", "std", "min", "mo", "di", "mi", "do", "fr", "sa", "so", "spät", "etwa"}
    ),
    phrases={
        Symbol.ALL: "alles | alle geräte | alle maschinen | jedes gerät | jede maschine"
        " | sämtliche geräte | die geräte | geräte | maschinen | irgendetwas | etwas"
        " | irgendein gerät",
        Symbol.NOTHING: "nichts | kein gerät | keine geräte | keine maschine"
        " | keine maschinen | keines der geräte",
        Symbol.NOISY: "laut | laute | lauten | lautes | lauter | geräuschvolle",
        Symbol.NOISE: "lärm | krach | laute geräte | lauten geräte | laute maschinen"
        " | lauten maschinen | lautes gerät | alles laute | alle lauten geräte"
        " | alle lauten maschinen | lauten geräten",
        Symbol.THAT: "dass",
        Symbol.IT: "er | sie | es | ihn | die beiden",
        Symbol.PERSON: "ich | wir | du | ihr | man | uns | mir | mich | kinder"
        " | kind | baby | nachbarn | nachbar | nachbarin | oma | opa | vermieter | vermieterin | gäste | leute"
        " | jemand | jeder | alle | der kleine | die kleine",
        Symbol.MUST: "soll | sollen | sollte | sollten | bitte dafür sorgen"
        " | sorg dafür dass | sorge dafür dass | sorgt dafür dass | stell sicher dass"
        " | stelle sicher dass | möchte | möchten | will | wollen | hätte gern"
        " | hätte gerne | achte darauf dass | sorg dafür | sorge dafür | gehört"
        " | brauche | brauchen wir | bitte so planen dass",
        Symbol.MUST_IF_POSITIVE: "muss | müssen | müsste | müssten | hat zu | haben zu",
        Symbol.NEED_NOT: "braucht nicht | brauchen nicht | muss nicht | müssen nicht"
        " | muss nicht unbedingt | nicht nötig | muss gar nicht | egal | ist egal",
        Symbol.MAY: "darf | dürfen | kann | können | dürfte | könnte | erlaubt"
        " | ist erlaubt",
        Symbol.REQUEST: "kannst du | könntest du | würdest du | kannst du bitte",
        Symbol.NEG: "nicht | niemand | weder | nie | niemals | kein | keine | keinen | keiner"
        " | keines | keinem | nicht mehr | keinesfalls | auf keinen fall"
        " | nie mehr | nimmer | bloß nicht | gar nicht"
        " | auf gar keinen fall | unter keinen umständen | zu keiner zeit"
        " | bitte nie",
        Symbol.MUST_NOT: "verboten",
        Symbol.ONLY: "nur | ausschließlich | lediglich | bloß",
        Symbol.ONLY_OR_FIRST: "erst",
        Symbol.RUN: "laufen | laufen lassen | benutzen | benützen | verwenden | nutzen"
        " | betreiben | laden | benutzt werden | verwendet werden | arbeiten | gehen | lassen | laufen gelassen werden"
        " | betrieben werden | aufladen | geladen werden"
        " | saugen lassen",
        Symbol.RUNS: "läuft | fährt | fahren | in betrieb sein | an sein | in betrieb | anhaben | an bleiben | lädt | benutzt | verwendet | arbeitet | geht | saugt"
        " | betrieben | laufend",
        Symbol.START: "starten | anfangen | beginnen | anschalten | einschalten"
        " | anmachen | anstellen | angeschaltet werden | eingeschaltet werden"
        " | gestartet werden | loslaufen | anspringen | start | starte | anwerfen"
        " | angestellt werden | angemacht werden | losgehen | angehen",
        Symbol.STARTS: "startet | beginnt | fängt an | springt an",
        Symbol.FINISH: "fertig | durch | fertig sein | voll | bereit | fertig werden"
        " | enden | beendet sein | durch sein | abgeschlossen sein | vollgeladen"
        " | abgeschlossen | zu ende sein | am ende sein | fertig haben | voll sein"
        " | fertiggestellt",
        Symbol.FINISHES: "endet | wird fertig",
        Symbol.FINISHED: "gelaufen | durchgelaufen | beendet | fertig geworden"
        " | gelaufen sein | durchgelaufen sein | fertig gelaufen",
        Symbol.CHARGED: "geladen | aufgeladen | geladen sein | aufgeladen sein"
        " | vollgeladen sein | voll geladen | voll geladen sein | voll aufgeladen",
        Symbol.OFF: "aus sein | aus | ausgeschaltet | ausgeschaltet sein | aufhören"
        " | abgeschaltet | ausgehen | stoppen | ausschalten",
        Symbol.QUIET: "leise | still | ruhig | leise sein | still sein | ruhig sein"
        " | ruhig bleiben | leise bleiben | stumm | nicht zu hören",
        Symbol.QUIET_TIME: "ruhe | nachtruhe | ruhezeit | ruhezeiten | mittagsruhe"
        " | stille | ruhe sein | ruhe herrschen | ruhestunden | sonntagsruhe",
        Symbol.TAKE: "braucht | brauchen | benötigt | dauert | dauern | verbraucht"
        " | dauer | laufzeit | verbrauch | energie | zieht | laufdauer | energieverbrauch"
        " | stromverbrauch | energiebedarf | verbrauchen | programmdauer",
        Symbol.IS: "ist | sind | herrscht | wird | werden | sein | bin | wäre",
        Symbol.HAVE: "hat | haben | habe",
        Symbol.PAST: "gestern | lief | liefen | war | waren | wurde | wurden | hatte"
        " | hatten | vorhin | letzte nacht | letzte woche | musste | sollte gestern"
        " | mussten | neulich | vorgestern | ging | gestern abend | heute schon"
        " | bereits gelaufen | schon gelaufen | schon fertig | sagte | gesagt | gewesen"
        " | brauchte | dauerte | verbrauchte | gebraucht | gedauert"
        " | startete | wollte | durfte | gestartet | damals",
        Symbol.BY: "bis spätestens | nicht später als | nicht später als um"
        " | nicht später als bis",
        Symbol.LATEST: "spätestens | allerspätestens",
        Symbol.EARLIEST: "frühestens",
        Symbol.BEFORE: "vor | früher als | bevor | ehe",
        Symbol.AFTER: "nach | später als | nachdem | länger als",
        Symbol.FROM: "ab | nicht früher als",
        Symbol.ONWARDS: "an | aufwärts",
        Symbol.UNTIL: "bis | bis um | bis zum | bis zur",
        Symbol.AT: "um | so um",
        Symbol.FOR: "für | zum | zur | pro lauf für",
        Symbol.BETWEEN: "zwischen | innerhalb von | in der zeit von | in der zeit zwischen",
        Symbol.TO: "zu",
        Symbol.OUTSIDE: "außerhalb | außerhalb von | außerhalb der zeit von",
        Symbol.EXCEPT: "außer | ausgenommen | bis auf | außer am | mit ausnahme von"
        " | außer an",
        Symbol.TONIGHT: "heute nacht | diese nacht | heute abend | in dieser nacht"
        " | nur heute nacht | nur diese nacht | nur heute abend | für heute nacht"
        " | nur für heute nacht | nur in dieser nacht | nur für diese nacht",
        Symbol.TODAY: "heute | nur heute | nur für heute",
        Symbol.TOMORROW: "morgen | nur morgen",
        Symbol.MORNING: "morgens | jeden morgen | am morgen | in der früh | in der frühe | früh"
        " | frühmorgens | vormittags | am vormittag | zum morgen | früh morgens"
        " | des morgens | früh am morgen",
        Symbol.AFTERNOON: "nachmittags | am nachmittag | den nachmittag",
        Symbol.EVENING: "abends | jeden abend | am abend | des abends",
        Symbol.NIGHT: "nachts | jede nacht | in der nacht | bei nacht | über nacht | nacht"
        " | während der nacht | des nachts",
        Symbol.ASLEEP: "schlafen | schläft | schlafe | ins bett | im bett | bett"
        " | mittagsschlaf | schlafenszeit | ins bett gehen | schlafen gehen",
        Symbol.RISING: "aufstehen | frühstück | aufwachen | schule | stehen auf"
        " | wach | stehe auf | dem frühstück",
        Symbol.DINNER: "abendessen | abendessens | abendbrot | feierabend | dem abendessen",
        Symbol.ABOUT: "etwa | ungefähr | ca | circa | rund | gut | knapp | so etwa",
        Symbol.LONG_PERIOD: "pro jahr | im jahr | jährlich | pro monat | im monat"
        " | monatlich | pro woche | in der woche verbrauch | wöchentlich | pro tag",
        Symbol.WITH: "gleichzeitig mit | zusammen mit | während | parallel zu"
        " | parallel zum | parallel zur | zur gleichen zeit wie | solange"
        " | gemeinsam mit | zugleich mit | während der laufzeit von"
        " | gleichzeitig wie",
        Symbol.WHEN: "wenn | sobald | als",
        Symbol.TOGETHER: "gleichzeitig | zusammen | zur gleichen zeit | parallel"
        " | zugleich | gemeinsam | auf einmal | nebeneinander",
        Symbol.FIRST: "zuerst | als erstes | zunächst",
        Symbol.THEN: "dann | danach | anschließend | und dann | hinterher",
        Symbol.AND: "und | sowie | u",
        Symbol.OR: "oder | bzw | beziehungsweise",
        Symbol.BUT: "aber | jedoch | allerdings | doch | sondern",
        Symbol.BECAUSE: "weil | da | denn | damit | sonst | wegen | so dass wir"
        " | sodass wir | damit wir",
        Symbol.SO: "also | deshalb | daher | deswegen | darum",
        Symbol.WHICH: "welche | welcher | welches",
        Symbol.IF: "falls | sofern | außer wenn | es sei denn | nur wenn | immer wenn"
        " | selbst wenn | auch wenn | vorausgesetzt",
        Symbol.ALSO: "auch | sogar",
        Symbol.UNCLEAR: "mehr als | weniger als | mindestens | höchstens | maximal | statt | anstatt | nicht nur | hätte sollen",
        Symbol.FILLER: "an jedem tag | jedem tag | noch | jeden | jede | guten morgen | guten abend | von | ein | eine | einer | der | die | das | den | dem | des | mein | meine"
        " | meinen | meiner | unser | unsere | unseren | unserer | bitte | schon"
        " | immer | jeden tag | täglich | mehr | noch mehr"
        " | überhaupt | ja | halt | eben | mal | hallo | hey | äh | ähm | also gut"
        " | okay | ok | danke | wichtig | achtung | hinweis | notiz | merke | merk dir"
        " | denk daran | denk dran | vergiss nicht | nicht vergessen | denke daran"
        " | zeit | programm | durchgang | waschgang | spülgang | pro durchgang"
        " | pro waschgang | pro spülgang | pro ladung | pro lauf | ladung | lauf"
        " | jedes mal | jeweils | in jedem fall | unbedingt | auf jeden fall"
        " | dort | hier | so | eine ladung | ein durchgang | ein waschgang"
        " | ein spülgang | am | im | in | uhr | vom | beim | an sich | also bitte"
        " | komplett | ganz | vollständig | ihrer | ihre"
        " | wirklich | natürlich | regel | hausregel | beide | zyklus | pro zyklus"
        " | ein zyklus | einen | einem | eines | der ladung | strom | mit strom"
        " | da unten | es gilt | gilt | gelten | generell | grundsätzlich"
        " | ausnahmslos | bitte bitte | wieder",
    },
    days={name: frozenset({day}) for day, names in enumerate(_NAMES) for name in names}
    | {f"{names[0]}en": frozenset({day}) for day, names in enumerate(_NAMES)}
    | {
        "werktags": _MONDAY_TO_FRIDAY,
        "werktage": _MONDAY_TO_FRIDAY,
        "werktagen": _MONDAY_TO_FRIDAY,
        "an werktagen": _MONDAY_TO_FRIDAY,
        "wochentags": _MONDAY_TO_FRIDAY,
        "an wochentagen": _MONDAY_TO_FRIDAY,
        "unter der woche": _MONDAY_TO_FRIDAY,
        "an arbeitstagen": _MONDAY_TO_FRIDAY,
        "an schultagen": _MONDAY_TO_FRIDAY,
        "wochenende": _WEEKEND,
        "wochenenden": _WEEKEND,
        "wochenends": _WEEKEND,
        "am wochenende": _WEEKEND,
        "an wochenenden": _WEEKEND,
        "an allen tagen": frozenset(range(7)),
        "alle tage": frozenset(range(7)),
    },
    numbers=_NUMBERS,
    clocks=(
        ClockPattern(words="{clock} uhr/h?"),
        ClockPattern(words="{hour} uhr/h"),
        ClockPattern(words="{hour} uhr {minute}"),
        ClockPattern(words="{hour} h {minute}"),
        ClockPattern(words="halb {hour} uhr?", add=-30, twelve=True),
        ClockPattern(words="viertel nach {hour} uhr?", add=15, twelve=True),
        ClockPattern(words="viertel vor {hour} uhr?", add=-15, twelve=True),
        ClockPattern(words="dreiviertel {hour} uhr?", add=-15, twelve=True),
        ClockPattern(words="{minute} minuten? nach {hour} uhr?", twelve=True),
        ClockPattern(words="{minute} minuten? vor {hour} uhr?", sign=-1, twelve=True),
        ClockPattern(
            words="{minute} minuten? vor halb {hour}", add=-30, sign=-1, twelve=True
        ),
        ClockPattern(words="{minute} minuten? nach halb {hour}", add=-30, twelve=True),
        ClockPattern(words="mittag/mittags", hour=12),
        ClockPattern(words="12 uhr mittags", hour=12),
        ClockPattern(words="mitternacht", hour=0),
    ),
    amounts=(
        AmountPattern(words=f"{{m}} {_MINUTES}/m"),
        AmountPattern(words=f"{{h}} {_HOURS}"),
        AmountPattern(words=f"{{h}} {_HOURS} {{minute}} {_MINUTES}?"),
        AmountPattern(words=f"{{h}} {_HOURS} und {{minute}} {_MINUTES}"),
        AmountPattern(words=f"{{clock}} {_HOURS}"),
        AmountPattern(words="anderthalb/eineinhalb stunden", add=90),
        AmountPattern(words="zweieinhalb stunden", add=150),
        AmountPattern(words="dreieinhalb stunden", add=210),
        AmountPattern(words="viereinhalb stunden", add=270),
        AmountPattern(words="eine halbe stunde", add=30),
        AmountPattern(words="eine dreiviertelstunde", add=45),
        AmountPattern(words="eine viertelstunde", add=15),
        AmountPattern(words="{h} stunden/stunde und eine halbe", add=30),
        AmountPattern(words="{h} stunden/stunde und eine viertelstunde", add=15),
        AmountPattern(words="{h} stunden/stunde und eine dreiviertelstunde", add=45),
        AmountPattern(words="{e} kwh/kilowattstunden/kilowattstunde"),
        AmountPattern(words="{e} wh/wattstunden", factor=0.001),
    ),
    kinds={
        kinds.DISHWASHER: "geschirrspüler | spülmaschine | geschirrspülmaschine"
        " | spüler | abwaschmaschine",
        kinds.WASHING_MACHINE: "waschmaschine",
        kinds.DRYER: "trockner | wäschetrockner | tumbler",
        kinds.CAR: "auto | e-auto | elektroauto | wallbox | wagen | ladestation"
        " | ladesäule | elektrofahrzeug",
        kinds.VACUUM: "staubsauger | saugroboter | staubsaugerroboter | staubsaugen"
        " | saugen | sauger | staub saugen",
        kinds.WATER_HEATER: "boiler | warmwasserboiler | warmwasserbereiter"
        " | warmwasserspeicher | durchlauferhitzer",
        kinds.HEAT_PUMP: "wärmepumpe",
        kinds.POOL_PUMP: "poolpumpe",
        kinds.OTHER: "backofen | ofen | herd | kühlschrank | gefrierschrank"
        " | gefriertruhe | mikrowelle | toaster | wasserkocher | kaffeemaschine"
        " | klimaanlage | klimagerät | heizlüfter | heizung | sauna | fernseher"
        " | rasenmäher | mähroboter | haartrockner | föhn | fön | bügeleisen"
        " | computer | drucker | luftentfeuchter | entfeuchter | lüfter | pumpe"
        " | e-bike | whirlpool | brotbackautomat | waschtrockner | batterie",
    },
)
