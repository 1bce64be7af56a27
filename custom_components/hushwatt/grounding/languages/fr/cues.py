"""What the check of a French wording looks for."""

from typing import Final

from ...cues import Cues

CUES: Final = Cues(
    now_first=r"maintenant|oui, maintenant|tout de suite|lancez .{1,60}? maintenant",
    later_first=r"plus tard|pas maintenant|attendez|mieux vaut attendre|non, plus tard",
    now=r"maintenant|tout de suite|immédiatement|déjà|aussitôt",
    later=r"plus tard|attendez|attendre|cette nuit|demain|ce soir|repoussez|patientez",
    contrasts=r"pas|ne|n|aucun|aucune|rien|au lieu|que|plutôt|contre|serait|coûterait|presque|par rapport|sans|jamais",
    conditions=r"si|serait|coûterait|au lieu|que|plutôt|pas|par rapport|contre",
    start=r"chargez|charge|charger|attendez|lancez|lance|lancer|démarrez|démarre|démarrer|démarrage|commencez|commence|commencer|mettez|mettre|début|de|dès|à partir de",
    end=r"fini|finit|finira|finie|terminé|terminée|termine|terminera|fin|prêt|prête|jusqu|avant",
    saves=r"économi[a-zé]*|gagn[a-zé]*|moins cher|moins chère|de moins|moins",
    instead=r"au lieu|maintenant|par rapport|contre|plutôt que|que maintenant|tout de suite",
    costs=r"coûte|coûtera|coûter|coût|pour|prix|payez|paierez|alors|plus tard|seulement",
    joins=r"et|mais|car|parce que|parce qu|donc|tandis que|puis|ensuite|ce qui",
    numbers=r"zéro|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|demi|demie|moitié|quart|tiers|double|triple|pour cent|pourcent|douzaine|minuit|midi|heure|heures|minute|minutes|h",
    units=r"euro|euros|eur|centime|centimes|cent|cents|franc|francs|chf|dollar|dollars|usd|kwh|kilowattheure|kilowattheures|watt|watts|kw",
    days=r"aujourd'hui|demain|après-demain|hier|matin|après-midi|soir|nuit|ce soir|cette nuit|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-end|semaine|jour|jours",
    acts=r"je|j|j'ai|nous|a été|ont été|est lancé|est lancée|est en marche|va démarrer|démarrera|se lancera|automatiquement|programmé|programmée|réglé|réglée|déjà lancé|tout seul|toute seule",
    inventions=r"soleil|ensoleillé|solaire|solaires|vent|éolien|météo|vert|verte|renouvelable|renouvelables|co2|carbone|réseau|climat|planète|demande|pointe|creuses|réduction|invité|invités|bébé|sommeil|dormir|dort|bruit|bruyant|calme|voisin|voisins|note|notes|rappel|calendrier",
    appliances=r"lave-vaisselle|lave-linge|machine à laver|machine|sèche-linge|aspirateur|robot|voiture|borne|chargeur|four|chauffe-eau|ballon|radiateur|chauffage|réfrigérateur|frigo|lumière|lampe|télévision|télé",
    openers=(
        *("alors", "attendez", "attendre", "aucun", "avec", "ce", "cela", "c", "ça"),
        *("démarrez", "en", "il", "elle", "l", "la", "le", "lancez", "lancer", "les"),
        *("maintenant", "mettez", "mieux", "ne", "non", "oui", "parce", "plus", "pour"),
        *("puis", "si", "son", "tout", "vous", "à", "c'est", "l'électricité", "dès"),
        *("pas", "votre", "en", "comme", "car"),
    ),
    function=(
        *("le", "la", "et", "cela", "ce", "vous", "sera", "fini", "lancez", "plus"),
        *("maintenant", "tard", "au", "lieu", "de", "pas", "est", "les", "une"),
    ),
)
