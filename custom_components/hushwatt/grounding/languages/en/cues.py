"""What the check of an English wording looks for."""

from typing import Final

from ...cues import Cues

CUES: Final = Cues(
    now_first=r"now|right now|yes, now|start .{1,60}? now|run .{1,60}? now",
    later_first=r"later|not now|wait|better later|better wait|no, later",
    now=r"now|right away|immediately|at once|straight away|already",
    later=r"later|wait|waiting|tonight|tomorrow|overnight|delay|postpone|hold off",
    contrasts=r"no|not|cannot|nothing|hardly|barely|instead|than|compared|rather|never|over|would|versus|no longer",
    conditions=r"would|if|instead|than|compared|not|cannot|rather|over|versus|starting|running",
    start=r"charge|charges|charging|wait until|wait till|wait to|hold off until|wait for|start|starts|starting|begin|begins|beginning|run it|from|launch|switch|turn|set it|put it on",
    end=r"done|finish|finishes|finished|ready|end|ends|ending|complete|completes|completed|until|till|to|by",
    saves=r"save|saves|saving|savings|cheaper|less|lower",
    instead=r"instead|now|than|compared|versus|rather|over|right away|immediately",
    costs=r"cost|costs|costing|for|price|pay|then|later",
    joins=r"and|so|but|while|because|which|whereas",
    numbers=r"zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|halves|halve|quarter|third|double|twice|triple|percent|dozen|couple|midnight|noon|midday|oclock|o'clock|am|pm|hour|hours|minute|minutes",
    units=r"euro|euros|eur|cent|cents|pence|penny|pound|pounds|dollar|dollars|usd|gbp|kwh|kilowatt|watt|watts|kw",
    days=r"today|tonight|tomorrow|overnight|yesterday|morning|afternoon|evening|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|week|day",
    acts=r"i|i'm|i've|i'll|we|we'll|we've|has been|have been|was started|is started|is running|is now running|running now|is scheduled|scheduled|will start|will run|will begin|will be started|automatically|programmed|has started|started|switched on|turned on|starting up|set for you|i will",
    inventions=r"sun|sunny|solar|wind|windy|weather|green|greener|renewable|renewables|co2|carbon|emission|emissions|grid|climate|planet|demand|rush|peak|off-peak|discount|guest|guests|baby|sleep|sleeping|noise|noisy|quiet|neighbours|neighbors|note|notes|reminder|calendar",
    appliances=r"dishwasher|washing machine|washer|dryer|drier|vacuum|robot|car|ev|charger|oven|heater|boiler|heat pump|fridge|freezer|lights?|lamp|television|tv",
    openers=(
        *("a", "also", "and", "as", "at", "because", "begin", "but", "by", "each"),
        *("electricity", "energy", "finishing", "from", "if", "in", "instead", "it"),
        *("its", "it's", "just", "later", "no", "not", "nothing", "now", "once"),
        *("only", "please", "power", "prices", "run", "running", "save", "saving"),
        *("since", "so", "start", "starting", "that", "that's", "the", "then"),
        *("there", "this", "together", "until", "wait", "waiting", "which", "while"),
        *("with", "yes", "you", "you'll", "your"),
    ),
    function=(
        *("the", "is", "it", "and", "so", "you", "that", "at", "of", "start"),
        *("costs", "done", "now", "later", "save", "no", "than", "in", "for"),
    ),
)
