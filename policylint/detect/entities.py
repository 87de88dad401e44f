"""Entities: addresses, ages, periods and dates in a text. In: the text of all units. Out: where each one stands.

The kinds are those of the statement language: email, url, form, phone, postal, age, period, date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policylint.detect.postal import postal_addresses
from policylint.detect.units import Units
from policylint.places import Span

_EMAIL = re.compile(
    r"[A-Za-z0-9][\w.+'-]*(?:@| ?[\[({] ?at ?[\])}] ?)[A-Za-z0-9-]+(?:(?:\.| ?[\[({] ?dot ?[\])}] ?)[A-Za-z0-9-]+)+"
)
_PLACEHOLDER_USERS = re.compile(
    r"(?:you|your-?name|name|user(?:name)?|someone|john\.?doe|jane\.?doe|xxx*)[@\[({ ]", re.IGNORECASE
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'\ue000]*[^\s<>\"'\ue000.,;:!?)\]}’”]", re.IGNORECASE)
_FORM_TARGET = re.compile(
    r"contact|support|feedback|help|request|ticket|dsar|webform|/form|inquir|enquir", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w.])(?:\+|\(|00)?\d[\d ().\-–/]{6,18}\d(?!\w)")
_PHONE_LABEL = re.compile(
    r"\b(?:phone|tel|telephone|call|fax|mobile|toll-?free|dial)\b[^\d\ue000]{0,40}$", re.IGNORECASE
)

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
    found = [
        *_emails(units),
        *_urls(units),
        *_phones(units.text),
        *_ages(units.text),
        *_periods(units.text),
        *_dates(units.text),
    ]
    found.extend(Entity("postal", span.start, span.end) for span in postal_addresses(units, countries))
    return tuple(sorted(found, key=lambda entity: (entity.start, entity.end, entity.kind)))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBER_WORDS[text.lower()]


def _emails(units: Units) -> Iterator[Entity]:
    for found in _EMAIL.finditer(units.text) if "@" in units.text or "at" in units.text else ():
        if not _PLACEHOLDER_USERS.match(found.group()):
            yield Entity("email", found.start(), found.end())
    for unit in units.units:
        for link in unit.links:
            if link.target.lower().startswith("mailto:") and link.start < link.end:
                yield Entity("email", unit.own + link.start, unit.own + link.end)


def _urls(units: Units) -> Iterator[Entity]:
    for found in _URL.finditer(units.text):
        yield Entity("url", found.start(), found.end())
        if _FORM_TARGET.search(found.group()):
            yield Entity("form", found.start(), found.end())
    for unit in units.units:
        for link in unit.links:
            if link.start < link.end and not link.target.lower().startswith(("mailto:", "tel:", "#")):
                yield Entity("url", unit.own + link.start, unit.own + link.end)
                if _FORM_TARGET.search(link.target):
                    yield Entity("form", unit.own + link.start, unit.own + link.end)


def _phones(text: str) -> Iterator[Entity]:
    for found in _PHONE.finditer(text):
        if _is_phone(found.group(), text[max(0, found.start() - 60) : found.start()]):
            yield Entity("phone", found.start(), found.end())


def _is_phone(digits: str, before: str) -> bool:
    """By libphonenumber: a valid international number, a valid North American one, or a possible one with a label."""
    import phonenumbers  # 12 ms that a text without digits need not pay

    region = None if digits.startswith(("+", "00")) else "US"
    try:
        number = phonenumbers.parse("+" + digits[2:] if digits.startswith("00") else digits, region)
    except phonenumbers.NumberParseException:
        return False
    if _PHONE_LABEL.search(before):
        return phonenumbers.is_possible_number(number) or sum(char.isdigit() for char in digits) in range(7, 14)
    return phonenumbers.is_valid_number(number) and not digits.isdigit()


def _ages(text: str) -> Iterator[Entity]:
    for found in _AGE.finditer(text):
        number = next(group for group in found.groups() if group is not None)
        value = _number(number)
        if 8 <= value <= 21:
            yield Entity("age", found.start(), found.end(), value)


def _periods(text: str) -> Iterator[Entity]:
    for found in _PERIOD.finditer(text):
        value = _number(found["number"]) * _DAYS[found["unit"].lower()]
        yield Entity("period", found.start(), found.end(), value)


def _dates(text: str) -> Iterator[Entity]:
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken[-50:]):
                continue
            value = _date_value(found.groupdict())
            if value:
                taken.append(found.span())
                yield Entity("date", found.start(), found.end(), value)


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
