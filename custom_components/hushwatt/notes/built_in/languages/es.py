"""Spanish."""

from typing import Final

from ..lexicon import AmountPattern, ClockPattern, Language
from ..symbols import Symbol
from . import kinds

_UNITS: Final = {
    "uno": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
}
_TEENS: Final = {
    "diez": 10,
    "once": 11,
    "doce": 12,
    "trece": 13,
    "catorce": 14,
    "quince": 15,
    "dieciséis": 16,
    "diecisiete": 17,
    "dieciocho": 18,
    "diecinueve": 19,
    "veinte": 20,
    "veintiuno": 21,
    "veintiún": 21,
    "veintidós": 22,
    "veintitrés": 23,
    "veinticuatro": 24,
    "veinticinco": 25,
    "veintiséis": 26,
    "veintisiete": 27,
    "veintiocho": 28,
    "veintinueve": 29,
}
_TENS: Final = {
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
}
_NUMBERS: Final = {
    "cero": 0,
    "un": 1,
    "una": 1,
    "veintiuna": 21,
    **_UNITS,
    **_TEENS,
    **_TENS,
    **{f"{t} y {u}": m + n for t, m in _TENS.items() for u, n in _UNITS.items()},
    "cien": 100,
    "ciento veinte": 120,
}

_MONDAY_TO_FRIDAY: Final = frozenset(range(5))
_WEEKEND: Final = frozenset({5, 6})
_NAMES: Final = (
    ("lunes", "lun"),
    ("martes",),
    ("miércoles", "mié"),
    ("jueves", "jue"),
    ("viernes", "vie"),
    ("sábado", "sábados", "sáb"),
    ("domingo", "domingos", "dom"),
)
_MINUTES: Final = "minutos/minuto/min"
_HOURS: Final = "horas/hora/h"

LANGUAGE: Final = Language(
    tag="es",
    negates_twice=True,
    at_joins_times=True,
    not_until_is_not_before=True,
    endings=("s", "es"),
    articles=frozenset({"el", "la", "los", "las", "un", "una", "nuestra", "mi"}),
    abbreviations=frozenset({"aprox", "min", "lun", "mié", "jue", "vie", "sáb"}),
    phrases={
        Symbol.ALL: "todo | todos los aparatos | todas las máquinas"
        " | todos los electrodomésticos | cada aparato | los aparatos | aparatos"
        " | electrodomésticos | los electrodomésticos | cualquier aparato | máquinas",
        Symbol.NOTHING: "nada | ningún aparato | ninguna máquina | nada más"
        " | ningún electrodoméstico",
        Symbol.NOISY: "ruidoso | ruidosa | ruidosos | ruidosas",
        Symbol.NOISE: "ruido | ruidos | aparatos ruidosos | aparato ruidoso"
        " | electrodomésticos ruidosos | máquinas ruidosas | aparatos que hacen ruido"
        " | los aparatos ruidosos | todo lo ruidoso"
        " | los electrodomésticos ruidosos",
        Symbol.IT: "él | ella | ello | esto | eso | ellos | ellas",
        Symbol.PERSON: "yo | nosotros | tú | niños | niño | bebé | vecinos | vecino"
        " | vecina | abuela | abuelo | invitados | gente | alguien | todos | me | nos"
        " | te | salimos | vamos | dormimos | niña | niñas",
        Symbol.MUST: "debe | deben | debería | deberían | tiene que | tienen que"
        " | hay que | ha de | han de | quiero que | queremos que | asegúrate de que"
        " | quiero | queremos | me gustaría que | necesito que | necesitamos que"
        " | necesito | necesitamos"
        " | procura que | haz que | asegúrese de que | debe de | tendría que | tendrá que"
        " | deberá",
        Symbol.NEED_NOT: "no tiene que | no tienen que | no hace falta"
        " | no hace falta que | no es necesario | no es necesario que | no necesita"
        " estar | no necesita | da igual | no importa | no hay que",
        Symbol.MAY: "puede | pueden | podría | está permitido | permitido | podrá",
        Symbol.REQUEST: "puedes | podrías | podría usted | puede usted",
        Symbol.NEG: "no | nadie | nunca | jamás | nada de | ningún | ninguna | no más"
        " | en ningún caso | tampoco | bajo ningún concepto | ya no",
        Symbol.MUST_NOT: "prohibido | prohibida | evita | evitar",
        Symbol.ONLY: "solo | sólo | solamente | únicamente | exclusivamente",
        Symbol.RUN: "funcionar | usar | usarse | utilizar | utilizarse | cargar"
        " | cargarse | correr | trabajar | pasar | usa | usar el"
        " | ir | hacer ruido | cargues | funcione | ejecutarse | poner en marcha | uses",
        Symbol.RUNS: "estar en marcha | en marcha | estar funcionando | estar encendida"
        " | estar encendido | estar en funcionamiento | funciona | carga | va | funcionan | utiliza | trabaja"
        " | funcionando | cargando | usada | usado | se usa",
        Symbol.START: "empezar | comenzar | arrancar | encender | iniciar | encenderse"
        " | ponerse | poner | pongas | enciendas | arranque | enciende | empieces"
        " | iniciarse | empiece | ponerse en marcha | lanzar",
        Symbol.STARTS: "empieza | comienza | arranca",
        Symbol.FINISH: "listo | lista | listos | listas | terminar | acabar | terminado"
        " | terminada | acabado | acabada | lleno | llena | haber terminado"
        " | haber acabado | finalizar | finalizado | terminados | termine | acabe"
        " | terminadas | preparado | preparada | finalice | haya terminado"
        " | haya acabado | haya finalizado",
        Symbol.FINISHES: "termina | acaba | finaliza",
        Symbol.FINISHED: "funcionado | haber funcionado",
        Symbol.CHARGED: "cargado | cargada | recargado | totalmente cargado",
        Symbol.OFF: "apagado | apagada | apagados | apagadas | estar apagados | parar | apagarse | parado | parada"
        " | detenerse | estar apagado | estar apagada | apagar | pararse",
        Symbol.QUIET: "silencioso | silenciosa | callado | callada | en silencio"
        " | tranquilo | tranquila",
        Symbol.QUIET_TIME: "silencio | horas de silencio | horario de silencio"
        " | horas tranquilas | descanso nocturno | horas de descanso | hora de silencio"
        " | silencio total",
        Symbol.TAKE: "dura | tarda | necesita | consume | gasta | duración | consumo"
        " | requiere | duran | tardan | necesitan | lleva",
        Symbol.IS: "está | es | tener | son | están | estar | ser | esté | estén | sea | será"
        " | estará",
        Symbol.HAVE: "ha | han | haber | haya | he | hemos",
        Symbol.PAST: "ayer | estuvo | estaba | terminó | funcionó | fue | era"
        " | anoche | la semana pasada | tuvo que | tenía que | debía | acabó | empezó"
        " | duró | tardó | consumió | ya ha | había | estaban | anteayer | esta mañana ya"
        " | se usó | dijo | gastó | hace un rato | cargó | corrió | hizo | han sido"
        " | ha sido | ya funcionó | funcionaba | la noche pasada",
        Symbol.BY: "no más tarde de | no después de | a más tardar a | no más tarde que",
        Symbol.EARLIEST: "como muy pronto | como pronto",
        Symbol.LATEST: "como muy tarde | a más tardar | como tarde | como máximo",
        Symbol.BEFORE: "antes de | antes del | antes de que | antes que",
        Symbol.AFTER: "después de | esperar a | espera a | después del | tras | pasadas | más tarde de"
        " | más allá de | después de que | más tarde que",
        Symbol.FROM: "a partir de | desde | a partir del | no antes de",
        Symbol.ONWARDS: "en adelante",
        Symbol.UNTIL: "hasta",
        Symbol.AT: "a | al | a la | a las",
        Symbol.FOR: "para | para el",
        Symbol.BETWEEN: "entre",
        Symbol.OUTSIDE: "fuera de | fuera del horario de",
        Symbol.EXCEPT: "excepto | salvo | menos | a excepción de | excepto el"
        " | excepto los",
        Symbol.TONIGHT: "esta noche | solo esta noche | sólo esta noche"
        " | esta noche solo | solamente esta noche | por esta noche"
        " | solo por esta noche | únicamente esta noche",
        Symbol.TODAY: "hoy | solo hoy | solo por hoy",
        Symbol.TOMORROW: "mañana | solo mañana",
        Symbol.MORNING: "de la mañana | todas las mañanas | cada mañana | por la mañana | por las mañanas"
        " | de la madrugada | la mañana | madrugada | de mañana",
        Symbol.AFTERNOON: "de la tarde | cada tarde | todas las tardes | por la tarde | la tarde | por las tardes",
        Symbol.EVENING: "al anochecer",
        Symbol.NIGHT: "de la noche | todas las noches | cada noche | por la noche | la noche | de noche"
        " | por las noches | durante la noche",
        Symbol.ASLEEP: "duerme | duermen | dormir | durmiendo | en la cama | cama"
        " | siesta | la siesta | acostarse | dormidos | dormido",
        Symbol.RISING: "desayuno | levantarse | levantarnos | nos levantamos"
        " | el desayuno | colegio | despertarnos | despertarse",
        Symbol.DINNER: "cena | la cena | cenar",
        Symbol.ABOUT: "unos | unas | aproximadamente | más o menos | alrededor de"
        " | cerca de | casi | aprox | sobre",
        Symbol.LONG_PERIOD: "al año | al mes | a la semana | al día | por año | por mes"
        " | por semana | por día | anuales | anualmente | mensuales",
        Symbol.WITH: "al mismo tiempo que | a la vez que | mientras | junto con"
        " | durante | simultáneamente con | mientras que | en paralelo con",
        Symbol.WHEN: "cuando | una vez que | en cuanto | una vez",
        Symbol.TOGETHER: "a la vez | al mismo tiempo | juntos | simultáneamente"
        " | juntas | en paralelo",
        Symbol.FIRST: "primero",
        Symbol.THEN: "luego | después | y luego | y después",
        Symbol.AND: "y | e | así como",
        Symbol.OR: "o | u",
        Symbol.NOR: "ni",
        Symbol.BUT: "pero | sino | sin embargo | aunque",
        Symbol.BECAUSE: "porque | ya que | para que | pues | puesto que | por culpa de",
        Symbol.SO: "así que | por eso | por lo tanto",
        Symbol.WHICH: "que",
        Symbol.IF: "si | a menos que | salvo que | excepto si | siempre que"
        " | en caso de que | salvo si | excepto cuando | salvo cuando | incluso si",
        Symbol.ALSO: "también | además | incluso",
        Symbol.UNCLEAR: "este fin de semana | este lunes | este martes | este miércoles"
        " | este jueves | este viernes | este sábado | este domingo | esta semana"
        " | debería haber | deberían haber | más de | menos de | al menos | en vez de | en lugar de | no solo | no sólo | no solamente",
        Symbol.FILLER: "o sea | es decir | el | la | los | las | un | una | lo | de | del | mi | nuestro"
        " | nuestra | mis | por favor | gracias | siempre | todos los días | cada día"
        " | diariamente | todavía | aún | ya | eh | bueno | hola"
        " | vale | ok | nota | recordatorio | recuerda | recuerda que | no olvides"
        " | no olvides que | no te olvides de que | ciclo | programa | por ciclo"
        " | cada ciclo | un ciclo | por carga | por lavado | lavado | cada vez | se"
        " | completamente | totalmente | del todo | en | con cada carga | cada"
        " | absolutamente | sin falta | ambos | regla | importante | pues bien | oye"
        " | allí | aquí | de energía | por | de electricidad | una carga | horas"
        " | eso sí",
    },
    days={name: frozenset({day}) for day, names in enumerate(_NAMES) for name in names}
    | {
        "entre semana": _MONDAY_TO_FRIDAY,
        "días laborables": _MONDAY_TO_FRIDAY,
        "los días laborables": _MONDAY_TO_FRIDAY,
        "días de semana": _MONDAY_TO_FRIDAY,
        "días de colegio": _MONDAY_TO_FRIDAY,
        "fin de semana": _WEEKEND,
        "fines de semana": _WEEKEND,
        "el fin de semana": _WEEKEND,
        "los fines de semana": _WEEKEND,
    },
    numbers=_NUMBERS,
    clocks=(
        ClockPattern(words="{clock} h/horas?"),
        ClockPattern(words="{clock} am", shift=0),
        ClockPattern(words="{clock} pm", shift=12),
        ClockPattern(words="{hour} am", shift=0),
        ClockPattern(words="{hour} pm", shift=12),
        ClockPattern(words=f"{{hour}} {_HOURS}"),
        ClockPattern(words="{hour} h {minute}"),
        ClockPattern(words="{hour} en punto", twelve=True),
        ClockPattern(words="{hour} y media", add=30, twelve=True),
        ClockPattern(words="{hour} y cuarto", add=15, twelve=True),
        ClockPattern(words="{hour} y {tens}", twelve=True),
        ClockPattern(words="{hour} y cinco", add=5, twelve=True),
        ClockPattern(words="{hour} menos cuarto", add=-15, twelve=True),
        ClockPattern(words="{hour} menos {minute}", sign=-1, twelve=True),
        ClockPattern(words="mediodía", hour=12),
        ClockPattern(words="doce/12 del mediodía", hour=12),
        ClockPattern(words="medianoche", hour=0),
    ),
    amounts=(
        AmountPattern(words=f"{{m}} {_MINUTES}"),
        AmountPattern(words=f"{{h}} {_HOURS}"),
        AmountPattern(words=f"{{h}} {_HOURS} {{minute}} {_MINUTES}?"),
        AmountPattern(words=f"{{h}} {_HOURS} y {{minute}} {_MINUTES}"),
        AmountPattern(words="{h} horas/hora y media", add=30),
        AmountPattern(words="{h} horas/hora y cuarto", add=15),
        AmountPattern(words="{h} horas/hora y un cuarto", add=15),
        AmountPattern(words="media hora", add=30),
        AmountPattern(words="tres cuartos de hora", add=45),
        AmountPattern(words="un cuarto de hora", add=15),
        AmountPattern(words="{clock} horas"),
        AmountPattern(words="{e} kwh/kilovatios"),
        AmountPattern(words="{e} kilovatios hora"),
        AmountPattern(words="{e} wh", factor=0.001),
    ),
    kinds={
        kinds.DISHWASHER: "lavavajillas | lavaplatos | lava vajillas",
        kinds.WASHING_MACHINE: "lavadora | lavarropas",
        kinds.DRYER: "secadora",
        kinds.CAR: "coche | coche eléctrico | cargador | carro | auto | wallbox"
        " | punto de carga | vehículo eléctrico | cargador del coche",
        kinds.VACUUM: "aspiradora | robot aspirador | aspirador | pasar la aspiradora"
        " | robot aspiradora | aspirar",
        kinds.WATER_HEATER: "calentador | termo | termo eléctrico | calentador de agua",
        kinds.HEAT_PUMP: "bomba de calor",
        kinds.POOL_PUMP: "bomba de la piscina | depuradora",
        kinds.OTHER: "horno | nevera | frigorífico | congelador | microondas"
        " | tostadora | hervidor | cafetera | aire acondicionado | deshumidificador"
        " | radiador | calefacción | sauna | televisión | tele | cortacésped"
        " | secador | plancha | ordenador | impresora | bomba | ventilador | jacuzzi"
        " | bici eléctrica | vitrocerámica | batería | estufa",
    },
)
