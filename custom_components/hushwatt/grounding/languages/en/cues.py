"""What the check of an English wording looks for."""

from typing import Final

from ...cues import Cues

CUES: Final = Cues(
    now_first=r"now\b|right now\b|yes,? now\b|start \S.{0,60}? now\b|run \S.{0,60}? now\b",
    later_first=r"later\b|not now\b|wait\b|better later\b|better wait\b|no, later\b",
    neither_first=r"no need\b|not possible\b|i (?:know|cannot|do not)\b|nothing\b",
    now=r"now|right away|immediately|at once|straight away|already",
    later=r"later|wait|waiting|tonight|tomorrow|overnight|delay|postpone|hold off",
    contrasts=r"no|not|cannot|nothing|hardly|barely|instead|than|compared|rather|never|over|would|versus|no longer",
    conditions=r"would|if|instead|than|compared|not|cannot|rather|over|versus|starting|running",
    start=r"start|starts|starting|begin|begins|beginning|run it|from|launch|switch|turn|set it|put it on",
    end=r"done|finish|finishes|finished|ready|end|ends|ending|complete|completes|completed|until|till|to|by",
    saves=r"save|saves|saving|savings|cheaper|less|lower",
    instead=r"instead|now|than|compared|versus|rather|over|right away|immediately",
    costs=r"cost|costs|costing|for|price|pay|then|later",
    joins=r",|;|:|\.|!|\(|\)|–|—| - |\band\b|\bso\b|\bbut\b|\bwhile\b|\bbecause\b|\bwhich\b|\bwhereas\b",
    numbers=r"zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|halves|halve|quarter|third|double|twice|triple|percent|dozen|couple|midnight|noon|midday|oclock|o'clock|am|pm|hour|hours|minute|minutes",
    units=r"euro|euros|eur|cent|cents|pence|penny|pound|pounds|dollar|dollars|usd|gbp|kwh|kilowatt|watt|watts|kw",
    days=r"today|tonight|tomorrow|overnight|yesterday|morning|afternoon|evening|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|week|day",
    acts=r"i|i'm|i've|i'll|we|we'll|we've|has been|have been|was started|is started|is running|is now running|running now|is scheduled|scheduled|will start|will run|will begin|will be started|automatically|programmed|has started|started|switched on|turned on|starting up|set for you|i will",
    inventions=r"sun|sunny|solar|wind|windy|weather|green|greener|renewable|renewables|co2|carbon|emission|emissions|grid|climate|planet|demand|rush|peak|off-peak|discount|guest|guests|baby|sleep|sleeping|noise|noisy|quiet|neighbours|neighbors|note|notes|reminder|calendar",
    appliances=r"dishwasher|washing machine|washer|dryer|drier|vacuum|robot|car|ev|charger|oven|heater|boiler|heat pump|fridge|freezer|lights?|lamp|television|tv",
    function=(
        *("the", "is", "it", "and", "so", "you", "that", "at", "of", "start"),
        *("costs", "done", "now", "later", "save", "no", "than", "in", "for"),
    ),
)
