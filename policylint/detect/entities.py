"""Entities: addresses, ages, periods and dates in a text. In: the text of all units. Out: where each one stands.

The kinds are those of the statement language: email, url, form, phone, postal, age, period, date, name,
company, operator.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policylint.detect.anchors import positions, windows
from policylint.detect.contacts import addresses, emails, phones
from policylint.detect.names import Names
from policylint.detect.postal import postal_addresses
from policylint.detect.units import Units
from policylint.places import Span

_FIRST_NUMBERS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|twenty-one"
)
_NUMBER_WORDS = {word: number for number, word in enumerate(_FIRST_NUMBERS.split("|"))} | {
    "a": 1,
    "an": 1,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
# In every number from eight to twenty-one that is written out.
_AGE_WORDS = ("teen ", " eight ", " nine ", " ten ", " eleven ", " twelve ", " twenty ")
_AGE_SIGNS = ("age", "under", "over", "above", "below", "older", "younger", "reached", "attained", "at least", "year")
_NUMBER = r"(?:\d{1,4}|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + ")"
_AGE_NUMBER = (
    r"(?P<{}>\d{{1,2}}|"
    + "|".join(word for word, n in _NUMBER_WORDS.items() if 8 <= n <= 21)
    + r")(?:\s*\(\d{{1,2}}\))?"
)
_AGE = re.compile(
    rf"""\b(?:
      (?:under|below|over|above|younger\sthan|older\sthan|reached|attained)\s
         (?:the\s)?(?:age\sof\s|age\s|ages\s)?{_AGE_NUMBER.format("a")}
         (?!\s*(?:\w+\s)?(?:days?|months?|weeks?|hours?|minutes?|percent|%|times|business|countries|calendar))
    | at\sleast\s(?:the\s)?(?:age\sof\s)?{_AGE_NUMBER.format("e")}(?=\syears?\b|\s?[.,;)])
    | (?:age[ds]?|minimum\sage)\s(?:of\s|is\s|or\s|under\s|below\s|over\s)*{_AGE_NUMBER.format("b")}
    | {_AGE_NUMBER.format("c")}[\s-]+years?(?:[\s-]+(?:old|of\sage)|\sor\s(?:older|younger|over|above))
    | {_AGE_NUMBER.format("d")}\s(?:or|and)\s(?:older|over|above|under|younger)
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_PERIOD = re.compile(
    rf"\b(?P<number>{_NUMBER})\s*(?:\(\d+\)\s*)?[- ]?(?:business |working |calendar |full |consecutive )?"
    r"(?P<unit>hour|day|week|month|year)s?\b(?![\s-]+(?:old|of age))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+")
_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATES = (
    re.compile(
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<m>\d{1,2})[-/.](?P<day>\d{1,2})[-/.](?P<year>(?:19|20)?\d\d)\b"),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity at [start, end) of the text. value: years of an age, days of a period, YYYYMMDD of a date, else 0."""

    kind: str
    start: int
    end: int
    value: int = 0


def entities_of(units: Units, countries: Iterable[Span]) -> tuple[Entity, ...]:
    """All entities of a document in order. countries: where a country is named in the text."""
    digits = [match.span() for match in _DIGITS.finditer(units.text)]
    found = [
        *(Entity("email", span.start, span.end) for span in emails(units)),
        *(Entity(kind, span.start, span.end) for kind, span in addresses(units)),
        *(Entity("phone", span.start, span.end) for span in phones(units)),
        *_ages(units, digits),
        *_periods(units),
        *_dates(units.text, digits),
        *(Entity("postal", span.start, span.end) for span in postal_addresses(units, digits, countries)),
    ]
    names = Names(units)
    found.extend(Entity("name", span.start, span.end) for span in names.all())
    found.extend(Entity("company", span.start, span.end) for span in names.companies())
    found.extend(Entity("operator", span.start, span.end) for span in names.operators())
    return tuple(sorted(found, key=lambda entity: (entity.start, entity.end, entity.kind)))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBER_WORDS[text.lower()]


def _ages(units: Units, digits: Iterable[tuple[int, int]]) -> Iterator[Entity]:
    spots = [start for start, end in digits if end - start <= 2]
    spots.extend(at for word in _AGE_WORDS for at in positions(units.folded, word))
    for start, end in windows(spots, 50, 60):
        if not any(sign in units.folded[start:end] for sign in _AGE_SIGNS):
            continue
        for found in _AGE.finditer(units.text, start, end):
            value = _number(next(group for group in found.groups() if group is not None))
            if 8 <= value <= 21:
                yield Entity("age", found.start(), found.end(), value)


def _periods(units: Units) -> Iterator[Entity]:
    spots = (at for unit in _DAYS for at in positions(units.folded, unit))
    for start, end in windows(spots, 60, 20):
        for found in _PERIOD.finditer(units.text, start, end):
            value = _number(found["number"]) * _DAYS[found["unit"].lower()]
            yield Entity("period", found.start(), found.end(), value)


def _dates(text: str, digits: Iterable[tuple[int, int]]) -> Iterator[Entity]:
    """Dates hold a year of four digits or a mark between two numbers."""
    spots = [start for start, end in digits if end - start == 4 or (text[end] in "-/." and text[end + 1].isdigit())]
    for start, end in windows(spots, 40, 30):
        taken: list[Span] = []  # apart from each other, in order
        for pattern in _DATES:
            new: list[Span] = []
            for found in pattern.finditer(text, start, end):
                span, value = Span(*found.span()), _date_value(found.groupdict())
                at = bisect_left(taken, span)
                free = (at == len(taken) or taken[at].start >= span.end) and (not at or taken[at - 1].end <= span.start)
                if value and free:
                    new.append(span)
                    yield Entity("date", span.start, span.end, value)
            taken = sorted(taken + new)


def _date_value(parts: dict[str, str | None]) -> int:
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    name = parts.get("month")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts.get("m") or 1)
    day = int(parts.get("day") or 1)
    if month > 12 and day <= 12:
        month, day = day, month
    try:
        found = date(year, month, day)
    except ValueError:
        return 0
    return found.year * 10_000 + found.month * 100 + found.day
