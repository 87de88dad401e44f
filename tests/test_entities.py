"""Entities: addresses, ages, periods and dates as policies write them, and what only looks like one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("Write to privacy(at)acme.example.", "privacy(at)acme.example"),
        ("Write to privacy @ acme.example please.", "privacy @ acme.example"),
        ("Write to privacy at acme dot example please.", "privacy at acme dot example"),
        ("E-mail: [\\[email protected\\]](/cdn-cgi/l/email-protection)", "[email protected]"),
    ],
)
def test_emails(text: str, address: str) -> None:
    assert set(found(text, "email")) == {(address, 0)}


@pytest.mark.parametrize(
    "text",
    [
        "Meet us at acme.example.",
        "Enter name@example.com here.",
        "Type it in the form mail@yourdomain.com.",
        "We are @acme on Twitter.",
        "See us @ www.acme.example.",
        "Complain to casework@ico.org.uk.",
    ],
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
        ("Call 1-800-FLOWERS today.", "800-FLOWERS"),
        ("Ring [our office](tel:+442079460958).", "our office"),
    ],
)
def test_phones(text: str, number: str) -> None:
    assert [one for one, _ in found(text, "phone")] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Company number 123456789.",
        "In force since 2018-05-25.",
        "Section 1798.120 says so.",
        "We log 123.45.67.89 and more.",
        "Room 1-800-A is closed.",
    ],
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


def test_help_pages_and_the_pages_of_others_are_no_forms() -> None:
    assert found("Read [how](https://support.mozilla.org/kb/contact) to do so.", "form") == []
    assert found("See our [privacy policy](https://acme.example/support/privacy).", "form") == []
    assert found("Ask [our people](https://acme.example/support).", "form") == [("our people", 0)]
    assert found("You can [submit a request](https://acme.example/x/1).", "form") == [("submit a request", 0)]


def test_an_address_may_have_a_paragraph_a_line() -> None:
    text = "Write to us at:\n\nBrill Ltd\n\n1 High Street\n\nLondon\n\nSW1A 1AA\n\nGermany\n\nWe reply to all of you."
    assert [one for one, _ in found(text, "postal")] == ["1 High Street", "London", "SW1A 1AA", "Germany"]
    assert found("1 Scope\n\n2 Data\n\n3 Cookies\n\nLast updated March 20 2023\n\nMath is fun", "postal") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We use cookies, and Quietfish reads them.", ["Quietfish"]),
        ("You may ask iTune Labs or 24 Byte for more.", ["iTune Labs", "Byte"]),
        ("You can read it at acme-games.com every day.", ["acme-games.com"]),
        ("The policy covers Brill & Sons of Bristol too.", ["Brill & Sons of Bristol"]),
        ("We respect your Privacy. Please read this Privacy Policy. Therefore you agree.", []),
        ("Nevertheless we keep it.", []),
        ("Quietfish keeps it, and what Quietfish keeps is safe.", ["Quietfish", "Quietfish"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [one for one, _ in found(text, "name")] == names


@pytest.mark.parametrize(
    "name",
    [
        "Acme, Inc.",
        "Acme Games LLC",
        "Acme (Pty) Ltd",
        "Acme S.p.A.",
        "Acme GmbH",
        "Acme Denki Co., Ltd.",
        "Acme italiane srl",
    ],
)
def test_companies(name: str) -> None:
    shown = name if name != "Acme italiane srl" else "Acme Italiane srl"
    assert [one for one, _ in found(f"It is {shown} that collects data.", "company")] == [shown]
    assert found("It's a number that is not limited to you, as set in law.", "company") == []


@pytest.mark.parametrize(
    ("text", "operators"),
    [
        (
            'This notice says how Larkspur Ltd ("Larkspur", "we") works. Ask Larkspur.',
            ["Larkspur Ltd", "Larkspur", "Larkspur"],
        ),
        ("Margin Games built the Haze app. Ask Margin Games.", ["Margin Games", "Margin Games"]),
        ("This site is operated by Nordlys. Ask Nordlys.", ["Nordlys", "Nordlys"]),
        ('"Company" (or "We") refers to Quietfish.', ["Quietfish"]),
        ("We are Pebble & Co. Ltd, a firm.", ["Pebble & Co. Ltd"]),
        ("# Quietfish Privacy Policy\n\nQuietfish may keep it.", ["Quietfish", "Quietfish"]),
        ("We use Paylane, a payment service operated by Paylane Ltd.", []),
        ("We respect your privacy. Our site is run by us.", []),
    ],
)
def test_operators(text: str, operators: list[str]) -> None:
    assert [one for one, _ in found(text, "operator")] == operators


_PIECES = (
    "a",
    "A",
    "1 ",
    "(",
    "(“we”) ",
    "@",
    "a@",
    "www.",
    "May 5, 2011 2011-05-05 ",
    "8-",
    "800-A",
    "13 years ",
    "1\n\n",
    "by Acme ",
)


_PRINTABLE = st.characters(exclude_categories=("Cs", "Cc", "Co"))


@given(st.lists(st.sampled_from(_PIECES) | st.text(_PRINTABLE, max_size=4), max_size=40).map("".join))
def test_entities_lie_in_the_text_whatever_it_is(text: str) -> None:
    units = units_of(document(text))
    for entity in entities_of(units, ()):
        assert 0 <= entity.start < entity.end <= len(units.text)
        assert "\ue000" not in units.text[entity.start : entity.end]


@pytest.mark.parametrize("piece", _PIECES)
def test_entities_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        units = units_of(document("Contact 1 A " + piece * (size // len(piece)) + " 1 Street!"))
        started = time.process_time()
        entities_of(units, ())
        return time.process_time() - started

    assert seconds(80_000) < 12 * max(seconds(20_000), 0.01)
