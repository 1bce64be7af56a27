"""Plain English words in the names of appliances; they take an article."""

from typing import Final

PLAIN: Final = frozenset(
    (
        *("appliance", "boiler", "car", "charger", "cleaner", "clothes", "cooker"),
        *("dehumidifier", "device", "dishwasher", "dryer", "drier", "ev", "fan"),
        *("freezer", "fridge", "fryer", "heater", "hob", "hoover", "humidifier"),
        *("iron", "kiln", "machine", "maker", "mower", "oven", "plug", "pump"),
        *("refrigerator", "robot", "sauna", "scooter", "socket", "station", "stove"),
        *("tank", "tub", "tumbler", "vacuum", "vehicle", "wallbox", "washer"),
        *("air", "basement", "bathroom", "battery", "big", "bread", "coffee", "dish"),
        *("electric", "floor", "garage", "garden", "guest", "heat", "hot", "hybrid"),
        *("immersion", "kitchen", "laundry", "little", "main", "new", "old", "pool"),
        *("second", "small", "spare", "steam", "tumble", "upstairs", "downstairs"),
        *("utility", "washing", "water", "cat", "storage", "irrigation", "compressor"),
        *("conditioner", "bike", "towel", "rail", "ironing", "rice", "slow"),
    )
)
