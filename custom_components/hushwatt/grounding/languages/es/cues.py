"""What the check of a Spanish wording looks for."""

from typing import Final

from ...cues import Cues

CUES: Final = Cues(
    now_first=r"ahora|sí, ahora|ahora mismo|pon .{1,60}? ahora",
    later_first=r"más tarde|ahora no|espera|mejor más tarde|mejor espera|no, más tarde",
    now=r"ahora|ahora mismo|ya|enseguida|inmediatamente|de inmediato",
    later=r"más tarde|espera|esperar|esperas|esta noche|esta madrugada|mañana|luego|después|retrasa|aplaza",
    contrasts=r"no|ningún|ninguna|nada|casi|apenas|lugar|vez|que|frente|comparado|nunca|costaría|sería|sin",
    conditions=r"si|costaría|sería|lugar|vez|que|no|frente|comparado",
    start=r"carga|cargar|cargas|espera hasta|pon|ponla|ponlo|poner|pones|marcha|arranca|arrancar|empieza|empezar|inicia|iniciar|inicio|comienza|enciende|desde|de",
    end=r"terminará|termina|terminar|acabará|acaba|acabar|fin|final|listo|lista|hasta|lista|antes",
    saves=r"ahorr[a-zá]*|más barato|más barata|menos",
    instead=r"lugar|vez|ahora|frente|comparado|que ahora",
    costs=r"cuesta|costará|costar|coste|precio|por|pagas|pagarás|entonces|solo|después",
    joins=r"y|pero|porque|así que|mientras|pues|entonces|ya que|lo que",
    numbers=r"cero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte|veinti[a-z]*|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|media|medio|mitad|cuarto|tercio|doble|triple|por ciento|docena|par|medianoche|mediodía|hora|horas|minuto|minutos|h",
    units=r"euro|euros|eur|céntimo|céntimos|centavo|centavos|dólar|dólares|usd|kwh|kilovatio|kilovatios|vatio|vatios|kw",
    days=r"hoy|mañana|pasado mañana|ayer|(?<!más )tarde|noche|madrugada|esta noche|esta tarde|lunes|martes|miércoles|jueves|viernes|sábado|domingo|fin de semana|semana|día|días",
    acts=r"yo|he|hemos|voy|vamos|ha sido|está en marcha|se pondrá|arrancará|se iniciará|automáticamente|programado|programada|puesto|iniciado|encendido|solo se|pondré|iniciaré",
    inventions=r"sol|soleado|solar|solares|viento|eólica|clima|tiempo|verde|verdes|renovable|renovables|co2|carbono|red|planeta|demanda|punta|valle|descuento|invitado|invitados|bebé|sueño|dormir|duerme|ruido|ruidoso|silencio|vecino|vecinos|nota|notas|recordatorio|calendario",
    appliances=r"lavavajillas|lavaplatos|lavadora|secadora|aspiradora|aspirador|robot|coche|cargador|horno|calentador|termo|bomba|radiador|calefacción|nevera|frigorífico|luz|luces|lámpara|televisión|tele",
    openers=(
        *("a", "ahora", "ahorras", "así", "con", "costará", "cuesta", "de", "el"),
        *(
            "ella",
            "empieza",
            "en",
            "entonces",
            "es",
            "espera",
            "esperar",
            "eso",
            "esto",
        ),
        *("la", "las", "lo", "luego", "mejor", "más", "no", "pero", "pon", "ponlo"),
        *("porque", "puedes", "que", "se", "si", "sí", "son", "su", "terminará", "tu"),
        *("y", "ya", "arranca", "inicia", "acaba", "acabará", "termina"),
    ),
    function=(
        *("el", "la", "y", "costará", "terminará", "pon", "marcha", "en", "lugar"),
        *("de", "ahora", "más", "tarde", "no", "a", "las", "que", "se"),
    ),
)
