"""What the check of a Dutch wording looks for."""

from typing import Final

from ...cues import Cues

CUES: Final = Cues(
    now_first=r"nu|ja, nu|nu meteen|meteen|start .{1,60}? nu",
    later_first=r"later|niet nu|wacht|beter later|liever later|nee, later|nee, wacht",
    now=r"nu|meteen|direct|onmiddellijk|al",
    later=r"later|wacht|wachten|vannacht|morgen|vanavond|uitstellen|stel .{1,30}? uit",
    contrasts=r"niet|geen|niets|nauwelijks|vrijwel|plaats|dan|tegenover|nooit|zou|vergeleken|liever|in vergelijking",
    conditions=r"zou|als|plaats|dan|niet|tegenover|vergeleken",
    start=r"laad|laadt|laden|wacht tot|start|starten|begin|begint|beginnen|zet|aan|vanaf|van",
    end=r"klaar|eindigt|einde|afgelopen|gereed|tot",
    saves=r"bespar[a-z]*|bespaar[a-z]*|scheelt|goedkoper|minder",
    instead=r"plaats|nu|goedkoper dan|minder dan|meer dan|duurder dan|liever dan|tegenover|vergeleken|meteen|vergelijking",
    costs=r"dan|kost|kosten|voor|prijs|betaal|betaalt|later|maar|slechts",
    joins=r"en|maar|want|omdat|zodat|dus|terwijl|daarna",
    numbers=r"nul|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig|[a-z]*entwintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|half|halve|helft|kwart|kwartier|derde|dubbel|dubbele|procent|dozijn|paar|middernacht|uur|uren|minuut|minuten",
    units=r"euro|euro's|eur|cent|cents|dollar|dollars|usd|kwh|kilowattuur|watt|kw",
    days=r"vandaag|vanavond|vannacht|vanmiddag|vanochtend|morgen|morgenochtend|morgenmiddag|morgenavond|overmorgen|gisteren|ochtend|middag|avond|nacht|'s nachts|'s avonds|'s ochtends|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|weekend|week|dag|dagen",
    acts=r"ik|wij|we|is gestart|is begonnen|wordt gestart|wordt aangezet|wordt ingeschakeld|werd|geworden|zal|automatisch|draait|aangezet|ingeschakeld|ingesteld|geprogrammeerd|ingepland|gestart|vanzelf",
    inventions=r"zon|zonnig|zonnestroom|zonne-energie|solar|wind|winderig|weer|groen|groene|groener|duurzaam|duurzame|hernieuwbaar|co2|klimaat|milieu|net|vraag|piek|spits|daltarief|korting|gast|gasten|bezoek|baby|slaap|slapen|lawaai|geluid|stil|rust|buren|buurman|notitie|notities|herinnering|kalender|agenda",
    appliances=r"vaatwasser|afwasmachine|wasmachine|droger|wasdroger|stofzuiger|robotstofzuiger|auto|laadpaal|lader|wallbox|oven|boiler|warmtepomp|verwarming|koelkast|vriezer|licht|lamp|televisie|tv",
    openers=(
        *("samen", "voor", "met", "zo"),
        *("als", "begin", "bij", "dan", "dat", "de", "die", "dit", "dus", "en"),
        *("geen", "het", "hij", "in", "ja", "je", "later", "maar", "meteen", "nee"),
        *("niet", "nu", "om", "omdat", "start", "stroom", "tot", "vanaf", "wacht"),
        *(
            "wachten",
            "want",
            "zet",
            "zo",
            "zodat",
            "liever",
            "beter",
            "klaar",
            "daarna",
        ),
    ),
    function=(
        *("de", "het", "dat", "is", "en", "je", "kost", "klaar", "nu", "later"),
        *("niet", "om", "in", "van", "plaats", "start", "een", "voor", "dan"),
    ),
)
