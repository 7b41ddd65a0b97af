"""Schemes that are wrong, each with the line and the dotted key of its fault."""

from tests.folders.breaking import Case, add, both, case, change, drop, put, rewritten
from tests.folders.good import SCHEME

_WITHOUT_APPRAISAL = (
    SCHEME[: SCHEME.index("[appraisal]")] + SCHEME[SCHEME.index("[report]") :]
)

KEYS = rewritten(
    "scheme.toml",
    ("an unknown key", "year = 2019", "year = 2019\nyears = 3", 4, "round.years"),
    (
        "an unknown key in a grade",
        'name = "较好"',
        'name = "较好"\nnote = "x"',
        16,
        "ballot.grades[2].note",
    ),
    ("no year", "year = 2019\n", "", 1, "round.year"),
    ("a grade without points", "points = 0\n", "", 21, "ballot.grades[4].points"),
    ("no rounding", 'rounding = "half_up"\n', "", 51, "appraisal.rounding"),
    (
        "a component without weight",
        '"everyday"\nweight = 40',
        '"everyday"',
        59,
        "appraisal.components[2].weight",
    ),
    ("a year in quotes", "year = 2019", 'year = "2019"', 3, "round.year"),
    ("half a year", "year = 2019", "year = 2019.5", 3, "round.year"),
    ("a year that is true", "year = 2019", "year = true", 3, "round.year"),
    ("a deadline in quotes", "2020-01-15", '"2020-01-15"', 5, "round.deadline"),
    ("a name that is a number", '"好"', "1", 11, "ballot.grades[1].name"),
    ("points in quotes", "points = 75", 'points = "75"', 16, "ballot.grades[2].points"),
    (
        "sectors that are no list",
        '["street_town"]',
        '"street_town"',
        81,
        "appraisal.pools[1].sectors",
    ),
    (
        "half a ballot as the least",
        "min_cast = 2",
        "min_cast = 2.5",
        45,
        "ballot.validity.min_cast",
    ),
    (
        "fewer than no ballots",
        "min_cast = 2",
        "min_cast = -1",
        45,
        "ballot.validity.min_cast",
    ),
    (
        "a yes in quotes",
        "unknown = true",
        'unknown = "yes"',
        43,
        "ballot.validity.unknown",
    ),
    ("places below nought", "places = 2", "places = -1", 52, "appraisal.places"),
)

SYNTAX = rewritten(
    "scheme.toml",
    ("a key without a value", "points = 75", "points =", 16, "-"),
    (
        "the shorthand of the design",
        'code = "good"\nname = "好"',
        'code = "good"; name = "好"',
        10,
        "-",
    ),
    ("a key twice", "year = 2019", "year = 2019\nyear = 2020", 4, "-"),
    ("a table twice", "\n[report]", "\n[round]\n[report]", 87, "-"),
    ("30 February", "2020-01-15", "2020-02-30", 5, "-"),
    ("a quote left open", '"2/3"', '"2/3', 49, "-"),
)

CHOICES = rewritten(
    "scheme.toml",
    ("covers a third way", 'covers = "all"', 'covers = "some"', 8, "ballot.covers"),
    ("half a secret", '"signed"', '"half"', 41, "ballot.categories[3].secrecy"),
    ("all_same unheard of", '"keep"', '"drop"', 44, "ballot.validity.all_same"),
    (
        "small_class unheard of",
        '"pool:A"',
        '"join:A"',
        46,
        "ballot.validity.small_class",
    ),
    (
        "a pool that is no class",
        '"pool:A"',
        '"pool:X"',
        46,
        "ballot.validity.small_class",
    ),
    (
        "a pool that is signed",
        '"pool:A"',
        '"pool:S"',
        46,
        "ballot.validity.small_class",
    ),
    (
        "zero_class unheard of",
        '"renormalise"',
        '"zeros"',
        47,
        "ballot.validity.zero_class",
    ),
    ("trim unheard of", '"none"', '"above_6"', 48, "ballot.validity.trim"),
    ("a quorum in words", '"2/3"', '"two thirds"', 49, "ballot.validity.quorum"),
    ("a quorum of more than all", '"2/3"', '"3/2"', 49, "ballot.validity.quorum"),
    ("a quorum over nought", '"2/3"', '"2/0"', 49, "ballot.validity.quorum"),
    ("rounding unheard of", '"half_up"', '"half_down"', 53, "appraisal.rounding"),
    (
        "a share without its sign",
        '"15%"',
        '"15"',
        54,
        "appraisal.below_good_at_least",
    ),
    ("a tie unheard of", '"committee"', '"toss"', 55, "appraisal.tie_at_the_line"),
    (
        "a section's share over nought",
        '"1/3"',
        '"1/0"',
        91,
        "report.sections[2].share_min",
    ),
    ("a convenor nobody knows", '"LJ"', '"XX"', 4, "round.convenor"),
)

NUMBERS = rewritten(
    "scheme.toml",
    ("points that stay", "points = 75", "points = 100", 16, "ballot.grades[2].points"),
    ("points that rise", "points = 50", "points = 80", 20, "ballot.grades[3].points"),
    (
        "points over 100",
        "points = 100",
        "points = 100.5",
        12,
        "ballot.grades[1].points",
    ),
    ("points below nought", "points = 0", "points = -1", 24, "ballot.grades[4].points"),
    (
        "points that are no number",
        "points = 0",
        "points = nan",
        24,
        "ballot.grades[4].points",
    ),
    ("bands that rise", "from = 75", "from = 95", 67, "appraisal.bands[2].from"),
    ("bands that stay", "from = 75", "from = 90", 67, "appraisal.bands[2].from"),
    (
        "an item without weight",
        "weight = 1",
        "weight = 0",
        28,
        "ballot.items[1].weight",
    ),
    (
        "a class below nought",
        'name = "部门负责人"\nweight = 30',
        'name = "部门负责人"\nweight = -30',
        36,
        "ballot.categories[2].weight",
    ),
    (
        "a class of no number",
        'name = "部门负责人"\nweight = 30',
        'name = "部门负责人"\nweight = nan',
        36,
        "ballot.categories[2].weight",
    ),
    (
        "a class without end",
        'name = "部门负责人"\nweight = 30',
        'name = "部门负责人"\nweight = inf',
        36,
        "ballot.categories[2].weight",
    ),
    (
        "a component of nought",
        '"everyday"\nweight = 40',
        '"everyday"\nweight = 0',
        61,
        "appraisal.components[2].weight",
    ),
)

CODES = rewritten(
    "scheme.toml",
    (
        "a band's grade nobody knows",
        'grade = "fairly_good"',
        'grade = "fair"',
        66,
        "appraisal.bands[2].grade",
    ),
    (
        "a gate's grade nobody knows",
        'grade = "good"\nrequires',
        'grade = "top"\nrequires',
        72,
        "appraisal.gates[1].grade",
    ),
    (
        "a cap nobody knows",
        'caps_at = "average"',
        'caps_at = "low"',
        77,
        "appraisal.triggers[1].caps_at",
    ),
    (
        "a grade twice",
        '"fairly_good"\nname',
        '"good"\nname',
        14,
        "ballot.grades[2].code",
    ),
    ("a class twice", 'code = "B"', 'code = "A"', 34, "ballot.categories[2].code"),
    (
        "a component twice",
        'code = "everyday"',
        'code = "ballot"',
        60,
        "appraisal.components[2].code",
    ),
    ("a pool twice", '"departments"', '"streets"', 83, "appraisal.pools[2].code"),
)

WHOLE: list[Case] = [
    case("no scheme", drop("scheme.toml"), ("scheme.toml", 1, "-")),
    case("an empty scheme", put("scheme.toml", ""), ("scheme.toml", 1, "round.name")),
    case(
        "no appraisal",
        put("scheme.toml", _WITHOUT_APPRAISAL),
        ("scheme.toml", 1, "appraisal.places"),
    ),
    case(
        "an unknown table",
        add("scheme.toml", "[bonus]\npoints = 1"),
        ("scheme.toml", 93, "bonus"),
    ),
    case(
        "a pool that leaves someone out",
        change("scheme.toml", '["department"]', '["enterprise"]'),
        ("roster.csv", 4, "organisation"),
    ),
    case(
        "pools that overlap",
        change("scheme.toml", '["department"]', '["department", "street_town"]'),
        ("roster.csv", 2, "organisation"),
    ),
    case(
        "a mixed pool where the ballot lists the oral",
        both(
            change("scheme.toml", 'covers = "all"', 'covers = "oral"'),
            change("roster.csv", "LJ02,党委书记,oral", "LJ02,党委书记,written"),
            drop("ballots.csv", "electorate.csv"),
        ),
        ("scheme.toml", 78, "appraisal.pools[1]"),
    ),
    case(
        "a written pool that names the ballot",
        both(
            change("scheme.toml", 'covers = "all"', 'covers = "oral"'),
            drop("ballots.csv", "electorate.csv"),
        ),
        ("scheme.toml", 82, "appraisal.pools[2]"),
    ),
]

CASES = [*KEYS, *SYNTAX, *CHOICES, *NUMBERS, *CODES, *WHOLE]
