"""French."""

from typing import Final

from ..lexicon import AmountPattern, ClockPattern, Language
from ..symbols import Symbol
from . import kinds

_UNITS: Final = (
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
)
_TENS: Final = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
_NUMBERS: Final = {
    "zéro": 0,
    "une": 1,
    **{unit: number for number, unit in enumerate(_UNITS, 1)},
    **_TENS,
    "soixante": 60,
    **{
        f"{t} {u}": m + n for t, m in _TENS.items() for n, u in enumerate(_UNITS[:9], 1)
    },
    **{f"{t} et un": m + 1 for t, m in _TENS.items()},
    **{f"{t} et une": m + 1 for t, m in _TENS.items()},
    **{f"soixante {u}": 60 + n for n, u in enumerate(_UNITS, 1)},
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    **{f"quatre-vingt {u}": 80 + n for n, u in enumerate(_UNITS, 1)},
    "cent": 100,
    "cent vingt": 120,
}

_MONDAY_TO_FRIDAY: Final = frozenset(range(5))
_WEEKEND: Final = frozenset({5, 6})
_NAMES: Final = (
    ("lundi", "lundis", "lun"),
    ("mardi", "mardis", "mar"),
    ("mercredi", "mercredis", "mer"),
    ("jeudi", "jeudis", "jeu"),
    ("vendredi", "vendredis", "ven"),
    ("samedi", "samedis", "sam"),
    ("dimanche", "dimanches", "dim"),
)
_MINUTES: Final = "minutes/minute/min/mn"
_HOURS: Final = "heures/heure/h"

LANGUAGE: Final = Language(
    tag="fr",
    negates_twice=True,
    at_joins_times=True,
    bare_days_are_one_off=True,
    endings=("s", "x"),
    articles=frozenset({"le", "la", "les", "l'", "un", "une", "notre", "mon", "ma"}),
    abbreviations=frozenset({"env", "min", "lun", "mar", "mer", "jeu", "ven", "sam"}),
    phrases={
        Symbol.ALL: "tout | tous les appareils | toutes les machines | chaque appareil"
        " | les appareils | n'importe quel appareil"
        " | appareils | machines",
        Symbol.NOTHING: "rien | aucun appareil | aucune machine | pas d'appareil"
        " | rien d'autre",
        Symbol.NOISY: "bruyant | bruyante | bruyants | bruyantes | de bruyant",
        Symbol.NOISE: "bruit | du bruit | appareil bruyant | appareils bruyants"
        " | machines bruyantes | les appareils bruyants | tout ce qui est bruyant"
        " | tous les appareils bruyants | les machines bruyantes | machine bruyante",
        Symbol.IT: "il | elle | ils | elles | ça | cela | celui-ci | celle-ci",
        Symbol.PERSON: "je | j' | nous | on | tu | vous | moi | enfants | enfant"
        " | bébé | voisins | voisin | voisine | mamie | papi | invités | gens"
        " | quelqu'un | tout le monde | petits | petit",
        Symbol.MUST: "doit | doivent | devrait | devraient | faut | faut que"
        " | faudrait que | faudrait | veille à ce que | assure-toi que | veux que | veut que | veut | voulons que | voulons"
        " | veux | voudrais que | voudrais | aimerais que | assurez-vous que"
        " | fais en sorte que | souhaite que | est à | sont à | devra | devront"
        " | veillez à ce que | vouloir | ai besoin que",
        Symbol.NEED_NOT: "n'a pas besoin | n'ont pas besoin | pas besoin"
        " | n'est pas obligé | pas nécessaire | n'est pas nécessaire"
        " | n'a pas à | peu importe | n'a pas besoin d'être",
        Symbol.MAY: "peut | peuvent | pourrait | a le droit | est autorisé | autorisé"
        " | autorisée | est autorisée | ont le droit",
        Symbol.REQUEST: "peux-tu | pourrais-tu | pouvez-vous | pourriez-vous | tu peux",
        Symbol.NEG: "pas | jamais | aucun | aucune | surtout pas | plus jamais"
        " | en aucun cas | plus aucun | plus de",
        Symbol.MUST_NOT: "interdit | interdite | interdiction | éviter | évite"
        " | ne doit plus | ne peut plus | ne doivent plus | ne peuvent plus"
        " | ne faut plus | n'est pas autorisé | n'est pas autorisée"
        " | n'a pas le droit | pas le droit",
        Symbol.HALF_NEG: "ne | n'",
        Symbol.THAN: "que | qu'",
        Symbol.ONLY: "seulement | uniquement | exclusivement | pas plus tôt que"
        " | rien que",
        Symbol.RUN: "tourner | fonctionner | marcher | faire tourner | utiliser"
        " | être utilisé | être utilisée | charger | faire fonctionner | recharger"
        " | passer | se charger | servir | se recharger | aller | laisser tourner"
        " | faire marcher | être utilisés | venir | fais tourner | faites tourner"
        " | utilisez | chargez | laisse tourner",
        Symbol.RUNS: "être en marche | en marche | être en route | être allumé | être allumée"
        " | tourne | fonctionne | marche | charge | passe | utilisé"
        " | utilisée | va | vient | recharge | tournent | fonctionnent | se charge"
        " | se recharge",
        Symbol.START: "démarrer | commencer | lancer | allumer | mettre en marche"
        " | mettre en route | être lancé | être lancée | lance | être démarré"
        " | être démarrée | se lancer | mettre | partir | être allumé à",
        Symbol.STARTS: "démarre | commence | se lance",
        Symbol.FINISH: "fini | finie | finis | finies | terminé | terminée | terminés"
        " | terminées | prêt | prête | prêts | prêtes | finir | terminer | plein"
        " | pleine | être fini | se terminer | avoir fini | avoir terminé | achevé"
        " | achevée | faite | pleinement chargée",
        Symbol.FINISHES: "finit | termine | se termine",
        Symbol.FINISHED: "tourné | avoir tourné | fonctionné",
        Symbol.CHARGED: "chargé | chargée | rechargé | rechargée | complètement chargée",
        Symbol.OFF: "éteint | éteinte | éteints | éteintes | arrêtés | arrêtées | arrêté | arrêtée | s'arrêter | être éteint"
        " | être éteinte | arrêter | éteindre | être arrêté | être arrêtée | stopper",
        Symbol.QUIET: "silencieux | silencieuse | calme | tranquille | se taire",
        Symbol.QUIET_TIME: "heures calmes | silence | heures de silence | le calme"
        " | heures de calme | repos nocturne | période calme"
        " | du silence",
        Symbol.TAKE: "dure | prend | a besoin de | consomme | nécessite | durée"
        " | utilise | a besoin d' | consommation | demande | durent | prennent"
        " | ont besoin de | met | il faut environ | durée du cycle",
        Symbol.IS: "est | sont | être | soit | soient | sera | seront | suis",
        Symbol.HAVE: "a | ont | ai | avoir | avait | ait | aura",
        Symbol.PAST: "hier | était | étaient | a été | ont été | avait fini"
        " | hier soir | la semaine dernière | la nuit dernière | devait | devaient"
        " | a déjà | ont déjà | dernièrement"
        " | tout à l'heure | avant-hier | a duré | a pris | a consommé | disait | a dit"
        " | aurait dû | fallait | vient de | a commencé | a démarré | s'est arrêté"
        " | fut | tournait | fonctionnait",
        Symbol.BY: "d'ici | pas plus tard que | pas plus tard qu'à | d'ici à",
        Symbol.EARLIEST: "au plus tôt",
        Symbol.LATEST: "au plus tard | au plus tard à | dernier délai",
        Symbol.BEFORE: "avant | plus tôt que | avant que | avant de | avant d'",
        Symbol.AFTER: "après | attendre | attend | passé | plus tard que | au-delà de | après que"
        " | passées",
        Symbol.FROM: "à partir de | dès | à partir d' | à compter de | depuis",
        Symbol.ONWARDS: "et au-delà | et plus tard",
        Symbol.UNTIL: "jusqu'à | jusque | jusqu' | jusqu'au",
        Symbol.AT: "à | au | aux",
        Symbol.FOR: "pour | pour le",
        Symbol.BETWEEN: "entre | pendant les heures de",
        Symbol.OUTSIDE: "en dehors de | hors de | en dehors des heures de",
        Symbol.EXCEPT: "sauf | excepté | hormis | à l'exception de | à part | sauf le",
        Symbol.TONIGHT: "cette nuit | ce soir | seulement cette nuit"
        " | cette nuit seulement | cette nuit uniquement | uniquement cette nuit"
        " | ce soir seulement | seulement ce soir | juste ce soir | juste cette nuit"
        " | pour cette nuit | pour ce soir",
        Symbol.TODAY: "aujourd'hui | aujourd'hui seulement | seulement aujourd'hui",
        Symbol.TOMORROW: "demain | demain seulement | seulement demain",
        Symbol.MORNING: "matin | tous les matins | chaque matin | du matin | le matin | au matin | dans la matinée"
        " | en matinée | de bon matin | la matinée",
        Symbol.AFTERNOON: "l'après-midi | de l'après-midi | dans l'après-midi"
        " | cet après-midi",
        Symbol.EVENING: "du soir | tous les soirs | chaque soir | le soir | soir | en soirée | dans la soirée | la soirée",
        Symbol.NIGHT: "la nuit | toutes les nuits | chaque nuit | de nuit | nuit | pendant la nuit | de la nuit"
        " | durant la nuit",
        Symbol.ASLEEP: "dort | dorment | dormons | dormir | au lit | lit | sieste"
        " | coucher | se coucher | endormis | endormi | couchés | la sieste",
        Symbol.RISING: "petit-déjeuner | lever | réveil | l'école"
        " | école | se lever | nous levons | on se lève | nous réveillons",
        Symbol.DINNER: "dîner | souper | le dîner | du dîner",
        Symbol.ABOUT: "environ | à peu près | autour de | approximativement | vers"
        " | presque",
        Symbol.LONG_PERIOD: "par an | par mois | par semaine | par jour | annuellement"
        " | à l'année",
        Symbol.WITH: "en même temps que | pendant que | pendant | en parallèle avec"
        " | simultanément avec | tant que | ensemble avec | durant | avec"
        " | au même moment que | en parallèle de",
        Symbol.WHEN: "quand | lorsque | lorsqu' | une fois que | dès que | une fois",
        Symbol.TOGETHER: "en même temps | ensemble | simultanément | à la fois"
        " | en parallèle | au même moment",
        Symbol.FIRST: "d'abord | en premier | premièrement",
        Symbol.THEN: "puis | ensuite | et ensuite | et puis",
        Symbol.AND: "et | ainsi que",
        Symbol.OR: "ou | ou bien",
        Symbol.NOR: "ni",
        Symbol.BUT: "mais | cependant | toutefois | par contre",
        Symbol.BECAUSE: "parce que | parce qu' | car | pour que | afin que | puisque"
        " | puisqu' | sinon | pour qu' | afin qu' | afin de | à cause de | comme ça",
        Symbol.SO: "donc | c'est pourquoi | alors",
        Symbol.WHICH: "qui | lequel | laquelle",
        Symbol.IF: "si | s'il | à moins que | au cas où | sauf si | sauf quand"
        " | à condition que | même si | chaque fois que | à moins qu' | s'ils | s'",
        Symbol.ALSO: "aussi | également | même",
        Symbol.UNCLEAR: "plus de temps | moins de | au moins | au lieu de | plutôt que | pas seulement | pas uniquement",
        Symbol.FILLER: "c'est-à-dire | tous les | toutes les | chaque | le | la | les | l' | un | une | des | du | de | d' | mon | ma"
        " | notre | nos | mes | s'il te plaît | s'il vous plaît | stp | svp | merci"
        " | toujours | tous les jours | chaque jour | encore"
        " | euh | bon | bonjour | salut | ok | d'accord | note | rappel | attention"
        " | important | n'oublie pas | n'oublie pas que | rappelle-toi que"
        " | souviens-toi que | cycle | programme | par cycle | par charge | par lavage"
        " | un cycle | le cycle | chaque cycle | à chaque fois | absolument"
        " | impérativement | en tout cas | y | en | se | c' | je dirais"
        " | ben | voilà | bien | vraiment | complètement | entièrement | là | sa | son"
        " | lavage | règle | les deux | du tout | d'électricité | quotidiennement"
        " | à la maison | chez nous | heures | un cycle de | le cycle de | merci de",
    },
    days={name: frozenset({day}) for day, names in enumerate(_NAMES) for name in names}
    | {
        "en semaine": _MONDAY_TO_FRIDAY,
        "la semaine": _MONDAY_TO_FRIDAY,
        "les jours de semaine": _MONDAY_TO_FRIDAY,
        "jours de semaine": _MONDAY_TO_FRIDAY,
        "jours ouvrables": _MONDAY_TO_FRIDAY,
        "jours ouvrés": _MONDAY_TO_FRIDAY,
        "jours d'école": _MONDAY_TO_FRIDAY,
        "week-end": _WEEKEND,
        "week-ends": _WEEKEND,
        "weekend": _WEEKEND,
        "weekends": _WEEKEND,
        "fin de semaine": _WEEKEND,
    },
    numbers=_NUMBERS,
    clocks=(
        ClockPattern(words="{clock} h/heures?"),
        ClockPattern(words=f"{{hour}} {_HOURS}"),
        ClockPattern(words=f"{{hour}} {_HOURS} {{minute}}"),
        ClockPattern(words="{hour} heures/heure et demie/demi", add=30, twelve=True),
        ClockPattern(words="{hour} heures/heure et quart", add=15, twelve=True),
        ClockPattern(words="{hour} heures/heure moins le? quart", add=-15, twelve=True),
        ClockPattern(words="{hour} heures/heure moins {minute}", sign=-1, twelve=True),
        ClockPattern(words="midi", hour=12),
        ClockPattern(words="midi et demi/demie", hour=12, add=30),
        ClockPattern(words="midi et quart", hour=12, add=15),
        ClockPattern(words="midi {minute}", hour=12),
        ClockPattern(words="midi moins le? quart", hour=12, add=-15),
        ClockPattern(words="minuit", hour=0),
        ClockPattern(words="minuit et demi/demie", hour=0, add=30),
        ClockPattern(words="minuit {minute}", hour=0),
    ),
    amounts=(
        AmountPattern(words=f"{{m}} {_MINUTES}"),
        AmountPattern(words=f"{{h}} {_HOURS}"),
        AmountPattern(words=f"{{h}} {_HOURS} {{minute}} {_MINUTES}?"),
        AmountPattern(words=f"{{h}} {_HOURS} et {{minute}} {_MINUTES}"),
        AmountPattern(words="{h} heures/heure et demie/demi", add=30),
        AmountPattern(words="{h} heures/heure et quart", add=15),
        AmountPattern(words="{h} heures/heure trois quarts", add=45),
        AmountPattern(words="{h} heures/heure et un quart", add=15),
        AmountPattern(words="une demi-heure/demi heure?", add=30),
        AmountPattern(words="une demie? heure", add=30),
        AmountPattern(words="trois quarts d' heure", add=45),
        AmountPattern(words="un quart d' heure", add=15),
        AmountPattern(words="{clock} heures"),
        AmountPattern(words="{e} kwh/kilowattheures/kilowattheure"),
        AmountPattern(words="{e} wh/wattheures", factor=0.001),
    ),
    kinds={
        kinds.DISHWASHER: "lave-vaisselle",
        kinds.WASHING_MACHINE: "lave-linge | machine à laver | laveuse",
        kinds.DRYER: "sèche-linge | sécheuse",
        kinds.CAR: "voiture | voiture électrique | borne de recharge | borne | wallbox"
        " | auto | véhicule électrique | ve",
        kinds.VACUUM: "aspirateur | robot aspirateur | aspirateur robot"
        " | passer l'aspirateur | aspirateur-robot",
        kinds.WATER_HEATER: "chauffe-eau | ballon d'eau chaude | cumulus | boiler",
        kinds.HEAT_PUMP: "pompe à chaleur",
        kinds.POOL_PUMP: "pompe de piscine | piscine",
        kinds.OTHER: "four | frigo | réfrigérateur | congélateur | micro-ondes"
        " | grille-pain | bouilloire | machine à café | cafetière | climatisation"
        " | climatiseur | déshumidificateur | radiateur | chauffage | sauna | télé"
        " | télévision | tondeuse | sèche-cheveux | fer à repasser | ordinateur"
        " | imprimante | cuisinière | plaque | pompe | ventilateur | jacuzzi"
        " | vélo électrique | batterie | machine à pain",
    },
)
