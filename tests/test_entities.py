"""Entities: addresses, ages, periods and dates as policies write them, and what only looks like one."""

import pytest

from policylint.detect.entities import entities_of
from policylint.detect.normal import fold
from policylint.detect.units import Units, units_of
from policylint.places import Span
from tests.helpers import document

COUNTRIES = ("germany", "vietnam", "republic of moldova", "france", "united states")


def found(text: str, kind: str) -> list[tuple[str, int]]:
    units = units_of(document(text))
    return [
        (units.text[entity.start : entity.end], entity.value)
        for entity in entities_of(units, countries(units))
        if entity.kind == kind
    ]


def countries(units: Units) -> list[Span]:
    folded = fold(units.text)
    return [Span(at, at + len(name)) for name in COUNTRIES if (at := folded.find(name)) >= 0]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Write to privacy@acme.example.", "privacy@acme.example"),
        ("Write to privacy [at] acme [dot] example please.", "privacy [at] acme [dot] example"),
        ("Write to [our office](mailto:privacy@acme.example).", "our office"),
        ("E-mail: first.last+tag@mail.acme.co.uk", "first.last+tag@mail.acme.co.uk"),
    ],
)
def test_emails(text: str, address: str) -> None:
    assert [one for one, _ in found(text, "email")] == [address]


@pytest.mark.parametrize(
    "text", ["Meet us at acme.example.", "Enter name@example.com here.", "We are @acme on Twitter."]
)
def test_no_emails(text: str) -> None:
    assert found(text, "email") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call us at +49 30 901820 now.", "+49 30 901820"),
        ("Call (212) 736-5000.", "(212) 736-5000"),
        ("Telephone: 020 7946 0958", "020 7946 0958"),
        ("Our toll-free number is 1-800-356-9377.", "1-800-356-9377"),
    ],
)
def test_phones(text: str, number: str) -> None:
    assert [one for one, _ in found(text, "phone")] == [number]


@pytest.mark.parametrize(
    "text", ["Company number 123456789.", "In force since 2018-05-25.", "Section 1798.120 says so."]
)
def test_no_phones(text: str) -> None:
    assert found(text, "phone") == []


@pytest.mark.parametrize(
    "text",
    [
        "Acme Inc., 1600 Amphitheatre Parkway, Mountain View, CA 94043, USA",
        "Acme Ltd, 10 High Street, London SW1A 2AA",
        "Acme Inc., 12 Queen Street West, Toronto, ON M5H 2N2",
        "Acme GmbH, Musterstraße 12, 10115 Berlin, Germany",
        "Acme SAS, 12 rue de la Paix, 75002 Paris, France",
        "Write to P.O. Box 12, Springfield, IL 62701.",
        "Acme  \n12 Main Street  \nSpringfield, IL 62701",
        "Address: 368/20 Ton Dan, P.4, Q.4  \nCity: Hochiminh  \nCountry: VIETNAM",
        "A.Matееvici 58, МD-2001, Chisinаu, Rеpublic оf Mоldоvа",
    ],
)
def test_postal_addresses(text: str) -> None:
    assert len(found(f"Contact:\n\n{text}\n", "postal")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "We keep the data of 12000 customers in Germany, France and the United States.",
        "See 16 CFR 312.4, in force since 2013.",
        "Your IP address: 192.168.0.1 is logged, with date, time and page.",
        "In 2023, 2024 and 2025 we received 12345 requests.",
        "Call 1-877-299-8366, and speak with us, or (800) 234-2411 (United States).",
        "Enter your street address, city, state and zip code.",
    ],
)
def test_no_postal_addresses(text: str) -> None:
    assert found(text, "postal") == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("not for anyone under 13 years of age", 13),
        ("children under the age of thirteen", 13),
        ("people who are at least 16 years old or older", 16),
        ("You must be 18 or older.", 18),
        ("a person under the age of thirteen (13)", 13),
        ("younger than 16", 16),
        ("13 years of age and older", 13),
    ],
)
def test_ages(text: str, age: int) -> None:
    assert {value for _, value in found(text, "age")} == {age}


@pytest.mark.parametrize("text", ["kept for at least 13 months", "under 20 percent", "at least 12 characters", "1998"])
def test_no_ages(text: str) -> None:
    assert found(text, "age") == []


@pytest.mark.parametrize(
    ("text", "days"),
    [("30 days", 30), ("two years", 730), ("six (6) months", 180), ("a year", 365), ("12-month", 360), ("24 hours", 0)],
)
def test_periods(text: str, days: int) -> None:
    assert [value for _, value in found(f"We keep it for {text}.", "period")] == [days]


def test_an_age_is_no_period() -> None:
    assert found("You must be 13 years old.", "period") == []


@pytest.mark.parametrize(
    "text",
    ["May 23, 2011", "23 May 2011", "23rd of May 2011", "2011-05-23", "05/23/2011", "23.05.2011", "May 23rd, 2011"],
)
def test_dates(text: str) -> None:
    assert [value for _, value in found(f"Last updated on {text}.", "date")] == [20110523]


def test_a_month_is_a_date_and_nonsense_is_none() -> None:
    assert found("Updated May 2018.", "date") == [("May 2018", 20180501)]
    assert found("On 99/99/2011 or February 31, 2020.", "date") == []


def test_a_contact_page_is_a_form_and_a_menu_word_is_none() -> None:
    assert [text for text, _ in found("Use [this page](https://acme.example/contact) to ask.", "form")] == ["this page"]
    assert found("Contact", "form") == []
