"""Wordings of the reference answers, as models write them: true ones and false ones.

The plan: the dishwasher from 20:00 to 21:30 for 0.26 instead of 0.54 now, the
charger from midnight to 02:00.
"""

LATER_TRUE = {
    "en": (
        "Later: start the dishwasher at 20:00, it will be done at 21:30. You save €0.28, as it costs €0.26 instead of €0.54 now.",
        "Later is better. Wait until 20:00 to start the dishwasher; that saves you €0.28 compared with running it now for €0.54.",
        "Later: run the dishwasher from 20:00 to 21:30 for €0.26, which is €0.28 cheaper than now.",
        "Wait: the dishwasher is cheapest at 20:00, when it costs only €0.26.",
        "Later: start the dishwasher at 20:00, then the EV charger tonight at 00:00.",
        "Later: if you start the dishwasher this evening at 20:00, it finishes at 21:30 and costs €0.26 rather than €0.54.",
    ),
    "en-US": (
        "Later: start the dishwasher at 8:00 PM, it will be done at 9:30 PM. You save €0.28.",
        "Later: start the dishwasher at 8 PM; it costs €0.26 then.",
    ),
    "de": (
        "Später: Starte den Geschirrspüler um 20:00 Uhr, dann ist er um 21:30 Uhr fertig. Das kostet 0,26 € statt 0,54 €, du sparst 0,28 €.",
        "Später: Warte bis 20 Uhr mit dem Geschirrspüler. So sparst du 0,28 Euro gegenüber jetzt.",
        "Später: Lass den Geschirrspüler heute Abend um 20:00 Uhr laufen, er ist um 21:30 Uhr fertig.",
        "Später ist günstiger: Starte den Geschirrspüler um 20:00 Uhr. Das kostet 0,26 €, jetzt wären es 0,54 €.",
        "Warte: Der Geschirrspüler läuft von 20:00 bis 21:30 Uhr am günstigsten.",
    ),
    "fr": (
        "Plus tard : lancez le lave-vaisselle à 20 heures, il aura fini à 21 heures 30. Cela coûtera 0,26 € au lieu de 0,54 € maintenant.",
        "Plus tard : attendez 20 h pour lancer le lave-vaisselle, vous économisez 0,28 €.",
        "Plus tard : démarrez le lave-vaisselle ce soir à 20 heures. Ce sera fini à 21 h 30 et cela coûtera 0,26 euro.",
        "Attendez : lancez le lave-vaisselle à 20h, vous économiserez 0,28 € par rapport à maintenant.",
    ),
    "nl": (
        "Later: start de vaatwasser om 20:00 uur, dan is hij om 21:30 uur klaar. Dat kost € 0,26 in plaats van € 0,54, je bespaart € 0,28.",
        "Later: wacht tot 20:00 uur met de vaatwasser. Dat scheelt € 0,28 vergeleken met nu.",
        "Later: zet de vaatwasser vanavond om 20:00 uur aan. Hij is klaar om 21:30 uur en kost € 0,26.",
        "Wacht: start de vaatwasser om 20 uur, dan kost het 0,26 euro.",
    ),
    "es": (
        "Más tarde: pon el lavavajillas a las 20:00, terminará a las 21:30. Costará 0,26 € en lugar de 0,54 € ahora.",
        "Más tarde: espera hasta las 20:00 para poner el lavavajillas, así ahorras 0,28 €.",
        "Más tarde: pon el lavavajillas esta tarde a las 20:00. Acabará a las 21:30 y costará 0,26 euros.",
        "Espera: pon el lavavajillas a las 20:00, ahorrarás 0,28 € frente a ahora.",
    ),
}

NOW_TRUE = {
    "en": (
        "Now: start the dishwasher, it will be done at 20:00 and costs €0.26. Waiting would not make it cheaper.",
        "Now: start the dishwasher right away; no later time is cheaper.",
    ),
    "de": (
        "Jetzt: Starte den Geschirrspüler, er ist um 20:00 Uhr fertig und kostet 0,26 €. Später wird es nicht günstiger.",
        "Jetzt: Starte den Geschirrspüler gleich, Warten bringt nichts.",
    ),
    "fr": (
        "Maintenant : lancez le lave-vaisselle, ce sera fini à 20 heures et cela coûtera 0,26 €.",
        "Maintenant : lancez le lave-vaisselle, attendre ne coûterait pas moins cher.",
    ),
    "nl": (
        "Nu: start de vaatwasser, hij is om 20:00 uur klaar en kost € 0,26. Later is niet goedkoper.",
        "Nu: start de vaatwasser meteen, wachten bespaart niets.",
    ),
    "es": (
        "Ahora: pon el lavavajillas, terminará a las 20:00 y costará 0,26 €. Más tarde no es más barato.",
        "Ahora: pon el lavavajillas, esperar no ahorra nada.",
    ),
}

LATER_FALSE = {
    "en": (
        ("Now: start the dishwasher at 20:00.", "verdict"),
        ("Start the dishwasher at 20:00.", "verdict"),
        ("Later: start the dishwasher now, at 20:00 it is dear.", "verdict"),
        ("Later: start the dishwasher at 20:00. Or start it right away.", "verdict"),
        ("Later: start the dishwasher at 21:30; it is done at 20:00.", "time"),
        ("Later: start the dishwasher at 20:15.", "number"),
        ("Later: start the dishwasher at 00:00.", "time"),
        ("Later: the dishwasher is done at 02:00, start it at 20:00.", "time"),
        ("Later: start the dishwasher at half past eight.", "number"),
        ("Later: start the dishwasher tomorrow at 20:00.", "day"),
        ("Later: start the dishwasher at 20:00 on Friday.", "day"),
        ("Later: start the dishwasher.", "no_time"),
        ("Later: start it at 20:00.", "no_appliance"),
        ("Later: start the dishwasher at 20:00 for €0.54.", "amount"),
        ("Later: start the dishwasher at 20:00 and save €0.26.", "amount"),
        ("Later: start the dishwasher at 20:00; now it costs €0.26.", "amount"),
        ("Later: start the dishwasher at 20:00 and save €0.30.", "number"),
        ("Later: start the dishwasher at 20:00 and save half.", "number"),
        ("Later: start the dishwasher at 20:00 and save 51 %.", "number"),
        ("Later: start the dishwasher at 20:00 for 0,26 €.", "number"),
        ("Later: start the dishwasher at 20.00.", "number"),
        ("Later: start the dishwasher at 20:00 for 26 cents.", "amount"),
        ("Later: start the dishwasher at 20:00, I have set it for you.", "act"),
        ("Later: the dishwasher will start at 20:00 automatically.", "act"),
        ("Later: start the dishwasher at 20:00 because the sun shines.", "invention"),
        ("Later: start the dishwasher at 20:00, the baby sleeps.", "invention"),
        (
            "Later: start the dishwasher at 20:00, and then the dryer.",
            "other_appliance",
        ),
        (
            "Later: start the dishwasher at 20:00. Anna's dryer can wait.",
            "other_appliance",
        ),
        ("Later: Anna should start the dishwasher at 20:00.", "name"),
        ("Later: start the dishwasher at 20:00. Thanks, Bob.", "name"),
        ("Later: start the dishwasher at 20:00. Shall I remind you?", "question"),
        ("Later: start load_1, the dishwasher, at 20:00.", "load_id"),
        ("Later: start the dishwasher 01hqdishwasher at 20:00.", "load_id"),
        ("Later: start the dishwasher at 20:00", "format"),
        ("Later: start the **dishwasher** at 20:00.", "format"),
        ("Later: start the dishwasher at 20:00. 🙂", "format"),
        ("Später: Starte den Dishwasher um 20:00 Uhr.", "verdict"),
        ("Later: der Dishwasher ist um 21:30 fertig, starte um 20:00.", "language"),
        ("Later: start the dishwasher at 20:00. " + "It is so. " * 60, "too_long"),
        ("", "empty"),
    ),
    "de": (
        ("Jetzt: Starte den Geschirrspüler um 20:00 Uhr.", "verdict"),
        (
            "Später: Starte den Geschirrspüler jetzt, nicht um 20:00 Uhr. Starte ihn sofort.",
            "verdict",
        ),
        (
            "Später: Starte den Geschirrspüler um 21:30 Uhr, fertig um 20:00 Uhr.",
            "time",
        ),
        ("Später: Starte den Geschirrspüler um halb neun.", "number"),
        ("Später: Starte den Geschirrspüler um 20.00 Uhr.", "number"),
        ("Später: Starte den Geschirrspüler morgen um 20:00 Uhr.", "day"),
        ("Später: Starte den Geschirrspüler um 20:00 Uhr für €0.26.", "number"),
        ("Später: Starte den Geschirrspüler um 20:00 Uhr für 0,54 €.", "amount"),
        ("Später: Starte den Geschirrspüler um 20:00 Uhr, du sparst 0,26 €.", "amount"),
        (
            "Später: Starte den Geschirrspüler um 20:00 Uhr, das spart die Hälfte.",
            "number",
        ),
        ("Später: Der Geschirrspüler wurde für 20:00 Uhr eingeplant.", "act"),
        ("Später: Starte den Geschirrspüler um 20:00 Uhr, ich erinnere dich.", "act"),
        (
            "Später: Starte den Geschirrspüler um 20:00 Uhr wegen der Sonne.",
            "invention",
        ),
        (
            "Später: Starte den Geschirrspüler um 20:00 Uhr, dann die Waschmaschine.",
            "other_appliance",
        ),
        ("Später: Anna soll den Geschirrspüler um 20:00 Uhr starten.", "name"),
        (
            "Später: Starte den Geschirrspüler um 20:00 Uhr. Soll es so sein?",
            "question",
        ),
        (
            "Later: start the Geschirrspüler at 20:00 and it is done at 21:30.",
            "verdict",
        ),
    ),
    "fr": (
        ("Maintenant : lancez le lave-vaisselle à 20 heures.", "verdict"),
        ("Plus tard : lancez le lave-vaisselle maintenant.", "verdict"),
        (
            "Plus tard : lancez le lave-vaisselle à 21 heures 30, fini à 20 heures.",
            "time",
        ),
        ("Plus tard : lancez le lave-vaisselle à 20 heures 15.", "number"),
        ("Plus tard : lancez le lave-vaisselle à huit heures du soir.", "number"),
        ("Plus tard : lancez le lave-vaisselle demain à 20 heures.", "day"),
        ("Plus tard : lancez le lave-vaisselle à 20 heures pour 0.26 €.", "number"),
        ("Plus tard : lancez le lave-vaisselle à 20 heures pour 0,54 €.", "amount"),
        (
            "Plus tard : lancez le lave-vaisselle à 20 heures, vous économisez 0,26 €.",
            "amount",
        ),
        ("Plus tard : je lancerai le lave-vaisselle à 20 heures.", "act"),
        (
            "Plus tard : lancez le lave-vaisselle à 20 heures, il y aura du soleil.",
            "invention",
        ),
        (
            "Plus tard : lancez le lave-vaisselle à 20 heures, puis le sèche-linge.",
            "other_appliance",
        ),
        ("Plus tard : lancez le lave-vaisselle à 20 heures, dit Anna.", "name"),
        ("Plus tard : lancez le lave-vaisselle à 20 heures ?", "question"),
    ),
    "nl": (
        ("Nu: start de vaatwasser om 20:00 uur.", "verdict"),
        ("Later: start de vaatwasser nu.", "verdict"),
        ("Later: start de vaatwasser om 21:30 uur, klaar om 20:00 uur.", "time"),
        ("Later: start de vaatwasser om half negen.", "number"),
        ("Later: start de vaatwasser morgen om 20:00 uur.", "day"),
        ("Later: start de vaatwasser om 20:00 uur voor €0.26.", "number"),
        ("Later: start de vaatwasser om 20:00 uur voor € 0,54.", "amount"),
        ("Later: start de vaatwasser om 20:00 uur, je bespaart € 0,26.", "amount"),
        ("Later: de vaatwasser is ingesteld op 20:00 uur.", "act"),
        ("Later: start de vaatwasser om 20:00 uur vanwege de zon.", "invention"),
        (
            "Later: start de vaatwasser om 20:00 uur, daarna de wasmachine.",
            "other_appliance",
        ),
        ("Later: start de vaatwasser om 20:00 uur, zegt Anna.", "name"),
        ("Later: start de vaatwasser om 20:00 uur, goed?", "question"),
    ),
    "es": (
        ("Ahora: pon el lavavajillas a las 20:00.", "verdict"),
        ("Más tarde: pon el lavavajillas ahora.", "verdict"),
        ("Más tarde: pon el lavavajillas a las 21:30, terminará a las 20:00.", "time"),
        ("Más tarde: pon el lavavajillas a las ocho y media.", "number"),
        ("Más tarde: pon el lavavajillas mañana a las 20:00.", "day"),
        ("Más tarde: pon el lavavajillas a las 20:00 por 0.26 €.", "number"),
        ("Más tarde: pon el lavavajillas a las 20:00 por 0,54 €.", "amount"),
        ("Más tarde: pon el lavavajillas a las 20:00, ahorras 0,26 €.", "amount"),
        ("Más tarde: he programado el lavavajillas a las 20:00.", "act"),
        ("Más tarde: pon el lavavajillas a las 20:00 porque hay sol.", "invention"),
        (
            "Más tarde: pon el lavavajillas a las 20:00, luego la lavadora.",
            "other_appliance",
        ),
        ("Más tarde: pon el lavavajillas a las 20:00, dice Anna.", "name"),
        ("Más tarde: ¿pones el lavavajillas a las 20:00?", "question"),
    ),
}

NOW_FALSE = {
    "en": (
        ("Later: start the dishwasher.", "verdict"),
        ("Now: start the dishwasher. Better wait until tonight.", "verdict"),
        ("Now: start the dishwasher, it is cheaper.", "invention"),
        ("Now: start the dishwasher at 20:00.", "time"),
        ("Now: start the dishwasher; I started it.", "act"),
    ),
    "de": (
        ("Später: Starte den Geschirrspüler.", "verdict"),
        ("Jetzt: Starte den Geschirrspüler. Warte besser ab.", "verdict"),
        ("Jetzt: Starte den Geschirrspüler, das ist billiger.", "invention"),
    ),
    "fr": (
        ("Plus tard : lancez le lave-vaisselle.", "verdict"),
        ("Maintenant : lancez le lave-vaisselle. Attendez ce soir.", "verdict"),
    ),
    "nl": (
        ("Later: start de vaatwasser.", "verdict"),
        ("Nu: start de vaatwasser. Wacht tot vanavond.", "verdict"),
    ),
    "es": (
        ("Más tarde: pon el lavavajillas.", "verdict"),
        ("Ahora: pon el lavavajillas. Espera a esta noche.", "verdict"),
    ),
}
