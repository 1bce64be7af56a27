"""What the check of a German wording looks for."""

from typing import Final

from ...cues import Cues

CUES: Final = Cues(
    now_first=r"jetzt|ja, jetzt|am besten jetzt|sofort|gleich jetzt|starte .{1,60}? jetzt",
    later_first=r"später|nicht jetzt|warte|besser später|lieber später|nein, später|nein, warte",
    now=r"jetzt|sofort|gleich|gerade|schon|bereits",
    later=r"später|warte|warten|abwarten|heute nacht|morgen|verschieben|verschieb|nachher",
    contrasts=r"nicht|kein|keine|keinen|nichts|kaum|statt|anstatt|als|gegenüber|nie|wäre|wären|würde|würdest|lieber|verglichen|im vergleich",
    conditions=r"wäre|wären|würde|würdest|wenn|falls|statt|anstatt|als|nicht|gegenüber|verglichen",
    start=r"lade|laden|lädt|lädst|warte bis|bis .{0,20}? warten|start|starte|starten|startet|startest|beginn|beginne|beginnt|beginnen|los|von|ab|anschalten|einschalten|schalte|stell|lass|ein",
    end=r"fertig|ende|endet|enden|beendet|durch|bis|abgeschlossen|geladen",
    saves=r"spar[a-z]*|ersparnis|gespart|billiger|günstiger|weniger",
    instead=r"statt|anstatt|jetzt|als|gegenüber|verglichen|im vergleich|sofort",
    costs=r"kostet|kosten|für|preis|zahlst|bezahlst|dann|später|nur",
    joins=r"und|aber|denn|weil|während|sodass|damit|also|dann",
    numbers=r"null|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig|[a-zäöüß]*undzwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert|halb|halbe|halben|hälfte|viertel|dreiviertel|drittel|doppelt|doppelte|prozent|dutzend|paar|mitternacht|mittag|uhr|stunde|stunden|minute|minuten",
    units=r"euro|euros|eur|cent|cents|rappen|franken|chf|dollar|usd|kwh|kilowattstunde|kilowattstunden|watt|kw",
    days=r"heute|heute nacht|morgen|übermorgen|gestern|früh|vormittag|nachmittag|abend|nacht|nachts|abends|morgens|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|wochenende|woche|tag|tage",
    acts=r"ich|wir|wurde|worden|werde|werden|automatisch|läuft jetzt|läuft schon|läuft bereits|läuft gerade|gestartet|eingeschaltet|angeschaltet|programmiert|eingeplant|von selbst|von allein|selbst",
    inventions=r"sonne|sonnig|solar|solarstrom|photovoltaik|wind|windig|wetter|grün|grüner|ökostrom|erneuerbar|erneuerbare|co2|klima|umwelt|netz|nachfrage|stoßzeit|spitzenzeit|rabatt|gast|gäste|besuch|baby|schlaf|schlafen|lärm|laut|leise|ruhe|nachbarn|nachbar|notiz|notizen|erinnerung|kalender",
    appliances=r"geschirrspüler|spülmaschine|geschirrspülmaschine|waschmaschine|trockner|wäschetrockner|staubsauger|saugroboter|auto|wallbox|ladestation|ofen|backofen|herd|heizung|boiler|wärmepumpe|kühlschrank|licht|lampe|fernseher",
    openers=(
        *("aber", "also", "am", "bis", "da", "damit", "dann", "das", "davor", "denn"),
        *("der", "die", "den", "du", "dein", "erst", "es", "fertig", "ja", "jetzt"),
        *("kein", "keine", "lass", "nein", "nicht", "noch", "nur", "schalte", "so"),
        *("sofort", "spare", "später", "starte", "stell", "um", "und", "von", "warte"),
        *(
            "zusammen",
            "warten",
            "weil",
            "wenn",
            "bitte",
            "am",
            "besser",
            "lieber",
            "für",
            "ab",
        ),
    ),
    nouns=(
        *("Strom", "Strompreis", "Strompreise", "Preis", "Preise", "Kosten", "Plan"),
        *("Start", "Ende", "Zeit", "Ersparnis", "Energie", "Betrieb", "Durchgang"),
        *("Lauf", "Programm", "Geld", "Moment", "Zeitpunkt", "Beginn", "Vergleich"),
        *("Warten", "Starten", "Rest", "Tarif", "Du", "Dir", "Uhr", "Zeitfenster"),
    ),
    function=(
        *("das", "ist", "und", "der", "die", "den", "du", "kostet", "fertig"),
        *("jetzt", "später", "statt", "nicht", "starte", "um", "für", "es", "dann"),
    ),
)
