"""English."""

from typing import Final

from ..lexicon import AmountPattern, ClockPattern, Language
from ..symbols import Symbol
from . import kinds

_UNITS: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_TEENS: Final = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_NUMBERS: Final = {
    **_UNITS,
    **_TEENS,
    **_TENS,
    **{f"{t} {u}": m + n for t, m in _TENS.items() for u, n in _UNITS.items()},
    "zero": 0,
    "a hundred": 100,
    "one hundred": 100,
    "a hundred and twenty": 120,
    "one hundred and twenty": 120,
}

_MONDAY_TO_FRIDAY: Final = frozenset(range(5))
_WEEKEND: Final = frozenset({5, 6})
_NAMES: Final = (
    ("monday", "mondays", "mon"),
    ("tuesday", "tuesdays", "tue", "tues"),
    ("wednesday", "wednesdays", "wed"),
    ("thursday", "thursdays", "thu", "thur", "thurs"),
    ("friday", "fridays", "fri"),
    ("saturday", "saturdays", "sat"),
    ("sunday", "sundays", "sun"),
)
_MINUTES: Final = "minutes/minute/mins/min/m"
_HOURS: Final = "hours/hour/hrs/hr/h"

LANGUAGE: Final = Language(
    tag="en",
    writes_24_hours=False,
    decimal_comma=False,
    dotted_dates=False,
    not_until_is_not_before=True,
    endings=("s", "es"),
    articles=frozenset({"the", "a", "an", "my", "our"}),
    abbreviations=frozenset(
        {"approx", "min", "mins", "hr", "hrs", "mon", "tue", "wed", "thu", "fri"}
    ),
    phrases={
        Symbol.ALL: "everything | all appliances | all the appliances | all machines"
        " | all the machines | all devices | every appliance | every machine"
        " | each appliance | anything | any appliance | any machine | any appliances"
        " | appliances | machines",
        Symbol.NOTHING: "nothing | no appliance | no appliances | no machine"
        " | no machines | no device | no devices | nothing else",
        Symbol.NOISY: "loud | noisy",
        Symbol.NOISE: "noise | noises | loud appliances | noisy appliances"
        " | loud machines | noisy machines | loud things | noisy things | loud stuff"
        " | noisy stuff | loud devices | noisy devices | loud appliance"
        " | noisy appliance | noisy machine | loud machine | all loud appliances"
        " | all noisy appliances | everything loud | everything noisy | anything loud"
        " | anything noisy | any noise",
        Symbol.IT: "it | they | them | that one | this one",
        Symbol.PERSON: "i | we | you | he | she | us | me | kids | the kids | children"
        " | child | baby | neighbours | neighbors | neighbour | neighbor | grandma"
        " | grandpa | landlord | landlady | guests | everyone | everybody | people | somebody | someone",
        Symbol.MUST: "must | should | shall | has to | have to | needs to | need to"
        " | ought to | is to | are to | want | wants | i'd like | we'd like"
        " | would like | i need | we need | i want | we want | supposed to"
        " | is supposed to | are supposed to | i'd like to have | gotta | got to"
        " | has got to | make sure | make sure that | please make sure | ensure"
        " | ensure that | see to it that | needs to have | let | keep | would like to"
        " | want to | i'd like to | better | had better | i'd rather | we'd rather | would rather | have the | please have",
        Symbol.NEED_NOT: "does not have to | doesn't have to | don't have to"
        " | do not have to | doesn't need to | does not need to | don't need to"
        " | do not need to | needn't | need not | doesnt have to | doesnt need to"
        " | no need to | there is no need to | not necessary to | no need for",
        Symbol.MAY: "may | can | could | allow | allows | is allowed to | are allowed to | allowed to"
        " | is allowed | are allowed | allowed",
        Symbol.REQUEST: "can you | could you | can you please | could you please"
        " | would you | would you please | will you",
        Symbol.NEG: "not | never | no | doesn't | isn't | aren't | isnt | doesnt"
        " | does not | at no time | under no circumstances | nobody | no one",
        Symbol.MUST_NOT: "mustn't | shouldn't | can't | cannot | don't | won't | shan't"
        " | may not | avoid | mustnt | dont | cant | shouldnt | must not"
        " | should not | can not | do not | is not to | are not to"
        " | forbidden | not allowed | not allowed to | is not allowed"
        " | is not allowed to | isn't allowed to | isn't allowed"
        " | are not allowed to | aren't allowed to | must never"
        " | should never | not be allowed to | prohibited"
        " | should not be allowed to | is forbidden | isn't to | aren't to"
        " | must under no circumstances",
        Symbol.ONLY: "only | exclusively | solely | strictly",
        Symbol.RUN: "run | clean | be run | use | operate | work | charge | go | recharge | run the"
        " | be used | be operated",
        Symbol.RUNS: "runs | works | cleans | cleaning | be cleaning | running | used | be running | be on | be in use | in use | be operating | operating | working | charges"
        " | charging | goes | going | on at all | using",
        Symbol.STARTS: "starts | begins",
        Symbol.START: "start | begin | be started | started | turn on | switch on | turned on | switched on | be turned on | launch"
        " | be switched on | starting | turning on | switching on | come on | kick off",
        Symbol.FINISH: "done | ready | finish | complete | full | all done | be through"
        " | fully done | end",
        Symbol.FINISHES: "ends | finishes | completes",
        Symbol.FINISHED: "finished | completed | have finished | have run"
        " | have completed | ended | have ended | have been run",
        Symbol.CHARGED: "charged | fully charged | recharged | full up | topped up"
        " | completely charged",
        Symbol.OFF: "off | stop | stopped | turned off | switched off | be off"
        " | turn off | switch off | silent by",
        Symbol.QUIET: "quiet | silent | be quiet | be silent | keep quiet",
        Symbol.QUIET_TIME: "quiet hours | quiet time | silence | quiet period"
        " | quiet please | silent hours | night rest | peace and quiet",
        Symbol.TAKE: "takes | take | needs | need | requires | lasts | last"
        " | uses | consumes | draws | duration | runtime | consumption | usage"
        " | energy use | running time | energy | require | consume | run time",
        Symbol.IS: "is | are | be | being | am | 's | will | gonna | would",
        Symbol.HAVE: "has | have | having | i've | we've",
        Symbol.PAST: "ran | was | were | did | had | yesterday | last night"
        " | last week | last time | ago | finished running | had to | was supposed to"
        " | were supposed to | used to | didn't | wasn't | weren't"
        " | already ran | has already run | has run | has been | have been | has already"
        " | have already | this morning already | took | used up | said | told"
        " | asked | earlier today | the other day | went | stopped working | hasn't"
        " | haven't | hadn't | has just | have just | started yesterday"
        " | could have | must have been",
        Symbol.BY: "by | not later than | no later than | not any later than"
        " | due by | no later",
        Symbol.LATEST: "at the latest | latest | at latest",
        Symbol.EARLIEST: "at the earliest | earliest",
        Symbol.BEFORE: "before | by the time | by the time that | earlier than | ahead of | prior to",
        Symbol.AFTER: "after | wait for | waits for | past | later than | beyond | any later than",
        Symbol.FROM: "from | as of | as from | starting at | starting from | not earlier than"
        " | no earlier than | beginning at",
        Symbol.ONWARDS: "on | onwards | onward",
        Symbol.UNTIL: "until | till | til | 'til | up to | up until",
        Symbol.AT: "at",
        Symbol.BETWEEN: "between | within | in between | during the hours of",
        Symbol.TO: "to | through | thru",
        Symbol.OUTSIDE: "outside | outside of",
        Symbol.EXCEPT: "except | every day but | any day but | all days but | except for | except on | apart from | but not on"
        " | excluding | other than | other than on",
        Symbol.TONIGHT: "tonight | this night | this evening | tonight only"
        " | only tonight | just tonight | just for tonight | only for tonight"
        " | this night only | only this night | just this night | for tonight"
        " | for this night only | just for this night | for tonight only",
        Symbol.TODAY: "today | today only | only today | just today | just for today",
        Symbol.TOMORROW: "tomorrow | only tomorrow | tomorrow only",
        Symbol.MORNING: "morning | in the morning | the morning | mornings"
        " | in the mornings | in the early morning | early in the morning | every morning | each morning",
        Symbol.RISING: "breakfast | get up | gets up | wake up | wakes up | school"
        " | getting up | awake",
        Symbol.DINNER: "dinner | supper | dinner time | after work",
        Symbol.AFTERNOON: "in the afternoon | afternoon | afternoons | the afternoon"
        " | in the afternoons",
        Symbol.EVENING: "in the evening | every evening | each evening | evening | evenings | in the evenings"
        " | the evening",
        Symbol.NIGHT: "at night | every night | each night | night | nights | the night | overnight"
        " | during the night | at nighttime | nighttime | in the night",
        Symbol.ASLEEP: "asleep | sleep | sleeps | sleeping | bed | bedtime | to bed"
        " | in bed | nap | naps | napping | go to bed | goes to bed | fall asleep"
        " | are asleep | is asleep | trying to sleep",
        Symbol.ABOUT: "about | around | approximately | roughly | approx | circa"
        " | more or less | some",
        Symbol.FOR: "for | per run for",
        Symbol.LONG_PERIOD: "per year | a year | per month | a month | per week | a week"
        " | per day | a day | annually | yearly | monthly | per annum",
        Symbol.WITH: "at the same time as | together with | while | in parallel with"
        " | in parallel to | parallel to | simultaneously with | alongside | during"
        " | whilst | as long as",
        Symbol.WHEN: "when | once | as soon as",
        Symbol.TOGETHER: "at the same time | simultaneously | together | in parallel"
        " | at once | concurrently",
        Symbol.FIRST: "first",
        Symbol.THEN: "then | and then | afterwards | then comes | followed by",
        Symbol.AND: "and | as well as | plus",
        Symbol.OR: "or",
        Symbol.NOR: "nor | neither | and neither",
        Symbol.BUT: "but | however | yet | though",
        Symbol.BECAUSE: "because | since | so that | so we can | so i can"
        " | otherwise | as we | as i | because of | so the kids can | so that we",
        Symbol.SO: "so | therefore | hence | that's why | which means",
        Symbol.WHICH: "which | who",
        Symbol.IF: "if | unless | whenever | in case | provided | even if | only if"
        " | except when | except if",
        Symbol.ALSO: "also | too | as well | even",
        Symbol.UNCLEAR: "more than | less than | at least | at most | should have | instead of | rather than | not only | instead",
        Symbol.FILLER: "every | each | the | a | an | my | our | your | please | pls | just to say"
        " | of | still | always | every day | each day | daily | any more | anymore"
        " | at all | ok | okay | hey | hi | hello | um | uh | uhm"
        " | well | yeah | yes | you know | actually | basically | btw | by the way"
        " | thanks | thank you | note | reminder | remember | remember that"
        " | don't forget | don't forget that | remember to | note that | in any case"
        " | under any circumstances | that | cycle | program"
        " | programme | its | for me | be careful that | the thing is | listen"
        " | i just wanted to say | i just wanted to say that | in general"
        " | do | does | get | gets | be able to | really | sharp | definitely | that is | already | there"
        " | fully | completely | all | one cycle | a cycle | per cycle | per wash | per program"
        " | per run | per charge | per load | each run | each cycle | every cycle"
        " | a run | each time | every time | to be | the whole | whole | exactly"
        " | both | ever | again | cycles | rule | rules | house rule | house rules | important | things | directly"
        " | immediately",
    },
    days={name: frozenset({day}) for day, names in enumerate(_NAMES) for name in names}
    | {
        "weekdays": _MONDAY_TO_FRIDAY,
        "weekday": _MONDAY_TO_FRIDAY,
        "workdays": _MONDAY_TO_FRIDAY,
        "working days": _MONDAY_TO_FRIDAY,
        "school days": _MONDAY_TO_FRIDAY,
        "during the week": _MONDAY_TO_FRIDAY,
        "on weekdays": _MONDAY_TO_FRIDAY,
        "weekend": _WEEKEND,
        "weekends": _WEEKEND,
        "the weekend": _WEEKEND,
        "at the weekend": _WEEKEND,
        "at weekends": _WEEKEND,
        "at the weekends": _WEEKEND,
        "on the weekend": _WEEKEND,
        "on weekends": _WEEKEND,
        "any day": frozenset(range(7)),
        "all days": frozenset(range(7)),
    },
    numbers=_NUMBERS,
    clocks=(
        ClockPattern(words="{clock} o'clock? in? the? am/a.m.", shift=0),
        ClockPattern(words="{clock} o'clock? pm/p.m.", shift=12),
        ClockPattern(words="{clock} hours/hrs/h?"),
        ClockPattern(words="{hour} o'clock? am/a.m.", shift=0),
        ClockPattern(words="{hour} o'clock? pm/p.m.", shift=12),
        ClockPattern(words="{hour} o'clock", twelve=True),
        ClockPattern(words="{hour} {tens}", twelve=True),
        ClockPattern(words="{hour} {tens} am", shift=0),
        ClockPattern(words="{hour} {tens} pm", shift=12),
        ClockPattern(words="half past {hour}", add=30, twelve=True),
        ClockPattern(words="half past {hour} am", add=30, shift=0),
        ClockPattern(words="half past {hour} pm", add=30, shift=12),
        ClockPattern(words="a? quarter past/after {hour}", add=15, twelve=True),
        ClockPattern(words="a? quarter past/after {hour} am", add=15, shift=0),
        ClockPattern(words="a? quarter past/after {hour} pm", add=15, shift=12),
        ClockPattern(words="a? quarter to/before/till {hour}", add=-15, twelve=True),
        ClockPattern(words="a? quarter to/before/till {hour} am", add=-15, shift=0),
        ClockPattern(words="a? quarter to/before/till {hour} pm", add=-15, shift=12),
        ClockPattern(words="{minute} minutes? past {hour}", twelve=True),
        ClockPattern(words="{minute} minutes? past {hour} am", shift=0),
        ClockPattern(words="{minute} minutes? past {hour} pm", shift=12),
        ClockPattern(
            words="{minute} minutes? to {hour}",
            sign=-1,
            twelve=True,
            is_like_window=True,
        ),
        ClockPattern(
            words="{minute} minutes? to {hour} am",
            sign=-1,
            shift=0,
            is_like_window=True,
        ),
        ClockPattern(
            words="{minute} minutes? to {hour} pm",
            sign=-1,
            shift=12,
            is_like_window=True,
        ),
        ClockPattern(words="12? noon/midday", hour=12),
        ClockPattern(words="12? midnight", hour=0),
    ),
    amounts=(
        AmountPattern(words=f"{{m}} {_MINUTES}"),
        AmountPattern(words=f"{{h}} {_HOURS}"),
        AmountPattern(words=f"{{h}} {_HOURS} {{minute}} {_MINUTES}?"),
        AmountPattern(words=f"{{h}} {_HOURS} and {{minute}} {_MINUTES}"),
        AmountPattern(words="{h} and a half hours", add=30),
        AmountPattern(words="{h} hours/hour and a half", add=30),
        AmountPattern(words="{h} hours/hour and a quarter", add=15),
        AmountPattern(words="{h} hours/hour and three quarters", add=45),
        AmountPattern(words="{h} and three quarter/quarters hours", add=45),
        AmountPattern(words="{h} and a quarter hours", add=15),
        AmountPattern(words="an hour", add=60),
        AmountPattern(words="an hour and {minute} minutes", add=60),
        AmountPattern(words="an hour and a half", add=90),
        AmountPattern(words="an hour and a quarter", add=75),
        AmountPattern(words="an hour and three quarters", add=105),
        AmountPattern(words="half an hour", add=30),
        AmountPattern(words="a half hour", add=30),
        AmountPattern(words="half hour", add=30),
        AmountPattern(words="three quarters of an hour", add=45),
        AmountPattern(words="a quarter of an hour", add=15),
        AmountPattern(words="{clock} hours/hrs"),
        AmountPattern(words="{e} kwh/kilowatthours/kilowatthour"),
        AmountPattern(words="{e} kilowatt hours/hour"),
        AmountPattern(words="{e} wh", factor=0.001),
        AmountPattern(words="{e} watt hours", factor=0.001),
    ),
    kinds={
        kinds.DISHWASHER: "dishwasher | dish washer",
        kinds.WASHING_MACHINE: "washing machine | washer | clothes washer",
        kinds.DRYER: "dryer | tumble drying | tumble dryer | drier | tumble drier | clothes dryer",
        kinds.CAR: "car | ev | electric car | electric vehicle | wallbox | wall box"
        " | ev charger | car charger | charging station | charge point | charger",
        kinds.VACUUM: "vacuum | vacuum cleaner | robot vacuum | hoover | vacuuming"
        " | hoovering | robot vacuum cleaner",
        kinds.WATER_HEATER: "water heater | boiler | hot water heater | immersion heater",
        kinds.HEAT_PUMP: "heat pump",
        kinds.POOL_PUMP: "pool pump | pool",
        kinds.OTHER: "oven | stove | cooker | hob | fridge | freezer | microwave"
        " | toaster | kettle | coffee machine | coffee maker | air conditioner"
        " | air conditioning | aircon | dehumidifier | heater | radiator | sauna"
        " | tv | television | lawn mower | mower | hair dryer | iron | computer"
        " | printer | washer dryer | bread maker | slow cooker | air fryer | lamp"
        " | lights | hot tub | jacuzzi | pump | fan | e bike | ebike | battery",
    },
)
