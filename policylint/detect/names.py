"""Names: proper names in a text, and among them those of the operator. In: all units. Out: the spans where one stands.

A name is a run of capitalised words that holds a word which this text never writes in lower case, a company's name with
its legal form, or a brand that is a domain. The operator's names are those the document introduces as such ("Acme Ltd
(“we”)", "operated by Acme", "Acme built the app"); they are then found wherever they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from policylint.detect.anchors import positions
from policylint.detect.normal import SEPARATOR
from policylint.detect.units import Unit, Units
from policylint.places import Span

# What the name of a company ends with, in the countries of the world. "Company" alone says too little.
_LEGAL = (
    r"Inc|Incorporated|LLC|L\.L\.C|LLP|L\.P|LP|Ltd|Limited|Corp|Corporation|PLC|plc|P\.L\.C|Pty|Pte|Pvt|PBC|CIC|DAC|ULC"
    r"|Co|GmbH|gGmbH|mbH|UG|AG|KG|OHG|e\.V|e\.K|GbR|SE|S\.A|SA|S\.A\.S|SAS|SASU|SARL|S\.à r\.l|S\.a\.r\.l|EURL|S\.L"
    r"|S\.L\.U|SL|SLU|S\.p\.A|SpA|S\.P\.A|S\.r\.l|Srl|SRL|S\.R\.L|B\.V|BV|N\.V|NV|BVBA|VOF|ApS|A/S|AB|Oy|Oyj|AS|ASA|OÜ|UAB|SIA"
    r"|d\.o\.o|a\.s|s\.r\.o|Sp\. z o\.o|Zrt|Kft|OOO|EOOD|OOD|Bhd|Sdn|FZE|FZ-LLC|FZCO|FZC|KK|K\.K|LTDA|Ltda|Lda"
    r"|srl|s\.r\.l|gmbh|ltd|inc|llc|sarl|bv|sas|limited"
)
# The first letter of a word that is capitalised, or that has a capital behind one or two small letters ("iPhone").
_FIRST = (
    r"[A-ZÀ-ÖØ-Þ0-9](?:(?<=\D)|(?=\d{0,3}[A-Za-z ]))"
    r"(?:(?<![\w’'.@/-].)|(?<=[^\w’'.@/-][a-z].)|(?<=[^\w’'.@/-][a-z][a-z].))"
)
_REST = (
    r"(?:(?:(?<=[A-Z])|(?<=S)t|(?<=[DM])r|(?<=C)o|(?<=Lt)d|nc|orp|td|ros)\.(?!\w)"
    r"|[\w&+]*(?:['’.-][\w&+]+)*(?:(?<=\.[A-Za-z])\.)?)"
)
_LINK = rf"(?:,? (?=(?:{_LEGAL})\b)| & | \((?=Pty|Pvt|Private)| (?:(?:of|for|de|der|van|von|la|du|di|da) (?:the )?)?)"
_RUN = re.compile(
    rf"{_FIRST}{_REST}(?:{_LINK}(?:[a-z]{{1,2}})?{_FIRST}{_REST}(?:(?<=Pty)\)|(?<=Pvt)\)|(?<=Private)\))?){{0,8}}"
    r"(?: (?:srl|s\.r\.l\.|gmbh|ltd|inc|llc|sarl|bv|sas|limited)\b\.?)?"
)
_COMPANY = re.compile(rf".*[ ,(](?:{_LEGAL})\.?\)?(?= |$)")
_LEGAL_TAIL = re.compile(rf"(?:,? \(?(?:{_LEGAL})\.?\)?)+$")
_DOMAINS = (".com", ".org", ".net", ".io", ".app")
_HOST = re.compile(r"(?<![\w@./-])[a-z0-9][a-z0-9-]{0,40}\Z")
# Written with a capital in policies and no name: what begins sentences, what policies are about, what law is called.
_COMMON_WORDS = """
    a about above access according accordingly account accounts act acts ad additional additionally address addresses
    administered advertisers advertising affiliate affiliates after again agents agreement all already also
    alternatively although always among an analytics and android any anyone api app applicable application
    applications apps april are article as at attention attn august authority automatically avenue based because
    before below board both box browser building business but by california can canada categories center certain
    changes chief child children choice choices city clause click client code collecting collection comment
    commission committee company complaint compliance conditions consent consumer consumers contact contacting
    content contents control controller cookie cookies coordinator copyright corporate could country court customer
    customers data date days december declaration definitions delete deletion department depending description
    details developer developers device devices directive director disclosure disclosures do does dpo drive due
    during each economic effective either electronic email emails english ensure eu europe european even every
    examples except facts february finally first floor following for force free friday from further furthermore gdpr
    gender general generally google's has have he health help her here his home how however i id identity if
    important in including inclusive information initiative inquiries instead international internet introduction ios
    ip is it its january july june just kingdom last law laws learn legal like limited link links location log logs
    mail make manager march marketing may meanwhile media member members minor minors mobile monday moreover most mr
    ms my name need network never new no north not note nothing notice notices notwithstanding november now number
    october of office officer on once one online only opt or org other others otherwise our out overview owner page
    parental parents part parties party password payment people per permissions person personal personally phone
    platform please policies policy portability post postal practices prior privacy processing processor product
    products profile protection protocol provider providers providing public purpose purposes question questions
    rather read reasons recipients registered regulation regulations remember request requests residents
    responsibility responsible retention right rights road s safe safety saturday section sections security see
    sensitive september server service services settings several shall share sharing she should similar similarly
    since site sites so social software some sometimes south specific start state statement states still store street
    subject such suite sunday supervisory support tel telephone terms than thank that the their them then there
    therefore these they things third this those through thursday thus to tool tools tracking transfer trust tuesday
    types under unfortunately union united unless until up update updated updates upon us usa usage use user username
    users using via video visitor visitors warning we web webmaster website websites wednesday welcome west what when
    whenever where whether which while who why will with within without working world would yes yet you your yours
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_COMMON_CAPITALISED = frozenset((*(word.capitalize() for word in _COMMON), *(word.upper() for word in _COMMON)))
# What a document calls its operator when it does not use the name.
_ROLE_WORDS = (
    "we|us|our|ours|company|developer|service provider|owner|operator|controller|data controller|provider|publisher"
    "|organization|organisation|site owner|app owner|firm|licensor"
)
_ROLES = frozenset(_ROLE_WORDS.split("|"))
_QUOTED = re.compile(r"[\"“”„'‘’«]\s?([^\"“”„'‘’«»]{1,40}?)[,.]?\s?[\"“”'‘’»]")
_ROLE_UNQUOTED = re.compile(
    r"\W{0,4}(?:the )?(?:hereinafter|hereafter|we|us|our)\b|.{0,60}\b(?:or|as) (?:we|us)\W{0,4}$", re.IGNORECASE
)
# Before a name at the start of a sentence; every word of it that is common is here too.
_OPENING = re.compile(
    r"(?:(?:Here )?at |We at |We are |We,? |I am |I'm |Welcome to |By )?(?:the )?[\[\"“'‘]?", re.IGNORECASE
)
_OPENERS = frozenset(("At", "Here", "We", "We,", "I", "I'm", "Welcome", "By", "The"))
_WE_NAMED = ("we are ", "i am ", "i'm ", "we at ")
_INTRODUCES = re.compile(
    r"[\]\"”'’]?(?: \([A-Z]{2,8}\))?(?: team| group)?,? (?:"
    r"and its (?:affiliates|subsidiaries|partners|related|third|group)"
    r"|(?:has )?(?:built|developed|created|designed|published) (?:the|this)\b"
    r"|(?:owns|operates|runs|provides|maintains|manages|administers)\b"
    r"|has (?:adopted|created|developed|prepared|established|implemented) th"
    r"|(?:is|are) (?:(?:\w+ly )?(?:committed|dedicated|concerned)\b|the (?:data )?controller"
    r"|an? (?:[\w-]+ ){0,3}(?:company|organi[sz]ation|foundation|charity|firm|corporation|association|business"
    r"|non-?profit|developer|studio|team|school|university|agency|institute|society)\b)"
    r"|(?:respects?|values?|recogni[sz]es?|understands?|appreciates?|cares?)\b"
    r"|takes? (?:your|the|its|our|data|user)|acts as)"
)
_WE = re.compile(r",? we\b")
_ACTS = re.compile(
    r",? (?:may|will|does|shall|can|reserves|collects?|uses|processes|stores|shares|retains|treats|handles|gathers"
    r"|complies|maintains|discloses|follows|receives|protects|provides|intends|takes|regularly|cannot"
    r"|is not responsible|has|respects|values|operates)\b"
)
_TITLE = re.compile(
    r"(.*?)(?:['’]s?)?[\s:|,–—-]*\b(?:app |website |mobile |online |our |data |customer |user )*"
    r"(?:privacy|data protection)[\w ]*?(?:policy|notice|statement|policies)?"
    r"(?:\s*(?:of|for|at|:|\||–|—|-)\s*(?:the\s)?(.*))?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:operated|owned|published|developed|created|built|offered|run|maintained|managed|administered|provided|made"
    r"|designed|hosted|controlled) by (?:the )?$"
)
_OUR_PRODUCT = re.compile(
    r"\b(?:this|the|our|my|this is an?) (?:[\w-]+ ){0,4}"
    r"(?:web ?sites?|sites?|apps?|applications?|services?|games?|platform|products?)\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:third|analytics|advertis\w+|plug-?ins?|linked|other|payments?|hosting|cookies?|servers?|network)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"(?:\bcompany\b[^.]{0,130}|[\"”'’] |\b(?:owner|controller|operator) )(?:refers? to|means?)(?: the| an?)? $",
    re.IGNORECASE,
)
_MOST_NAMES = 12
_LONGEST_TITLE = 120


class Names:
    """The names in one document.

    units: its units.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._text = units.text
        self._words = set(units.text.split())
        self._proper_words: dict[str, bool] = {}
        self._starts = [unit.own for unit in units.units]
        self._runs = [found.span() for found in _RUN.finditer(self._text) if found.group() not in _COMMON_CAPITALISED]

    def all(self) -> Iterator[Span]:
        """Every proper name.

        One word at the start of a sentence, or in a heading, is a name only where it has a capital elsewhere too.
        """
        spans = [span for run in self._runs if (span := self._trimmed(run)) is not None]
        starts = frozenset(self._starts)
        doubtful = [
            span.start in starts or unit.heading for span, unit in zip(spans, self._units_of(spans), strict=True)
        ]
        sure = {self._text[span.start : span.end] for span, doubt in zip(spans, doubtful, strict=True) if not doubt}
        for span, doubt in zip(spans, doubtful, strict=True):
            text = self._text[span.start : span.end]
            if not doubt or text in sure or not (text.isalpha() and text[1:].islower()):
                yield span
        for domain in _DOMAINS:
            for at in positions(self._text, domain):
                end = at + len(domain)
                host = _HOST.search(self._text, max(0, at - 42), at)
                if host and not (self._text[end].isalnum() or self._text[end] in "/@-"):
                    yield Span(host.start(), end)

    def companies(self) -> Iterator[Span]:
        """The names that hold the legal form of a company."""
        for start, end in self._runs:
            if end - start > 4 and (found := _COMPANY.match(self._text, start, end)):
                yield Span(start, found.end())

    def operators(self) -> Iterator[Span]:
        """Every place at which the operator is called by a name that the document introduces as its."""
        names = list(dict.fromkeys(form for name in self._introduced() for form in _forms(name)))[:_MOST_NAMES]
        spots = {(at, at + len(name)) for name in names for at in self._places(name)}
        taken = -1
        for start, end in sorted(spots, key=lambda spot: (spot[0], -spot[1])):
            if start >= taken:
                taken = end
                yield Span(start, end)

    def _places(self, name: str) -> Iterator[int]:
        for at in positions(self._text, name):
            before, after = self._text[at - 1], self._text[at + len(name)]
            if not (before.isalnum() or before in "@/.-_" or after.isalnum() or after in "@/_"):
                yield at

    def _introduced(self) -> Iterator[str]:
        """The names of the operator, by the way in which the document gives them."""
        for title in self._titles():
            if any(_ACTS.match(self._text, at + len(title)) for at in self._places(title)):
                yield title
        for unit in self._units.units:
            if not unit.heading:
                yield from self._at_the_start(unit)
        for at in positions(self._text, "("):
            unit = self._units.units[bisect_right(self._starts, at) - 1]
            if unit.own <= at < unit.end and not unit.heading:
                yield from self._before_bracket(unit, at)
        for at in positions(self._units.folded, " by "):
            if (found := _BY.search(self._text, max(0, at - 20), at + 4)) is not None:
                before = self._text[max(0, at - 120) : found.start()].rpartition(SEPARATOR)[2]
                product = _OUR_PRODUCT.search(before)
                if product and not _NOT_OURS.search(before) and " use" not in before[product.end() :]:
                    yield from self._name_at(at + 4)
        for verb in (" refers to ", " refer to ", " means ", " mean "):
            for at in positions(self._units.folded, verb):
                if _REFERS.search(self._text, max(0, at - 150), at + len(verb)):
                    yield from self._name_at(at + len(verb))

    def _titles(self) -> Iterator[str]:
        """ "Acme Privacy Policy" """
        for unit in [unit for unit in self._units.units[:6] if unit.heading][:2]:
            found = _TITLE.match(unit.place.text[:_LONGEST_TITLE])
            for part in found.groups() if found else ():
                name = _RUN.search(part or "")
                if name and name.group() == part and self._can_name(name.group()):
                    yield name.group()

    def _at_the_start(self, unit: Unit) -> Iterator[str]:
        """ "Acme respects your privacy", "We are Acme" """
        at = unit.own
        word = self._text[at : at + 14].partition(" ")[0]
        # Most sentences begin with a word that begins no name, which is seen at once.
        if word in _COMMON_CAPITALISED and word not in _OPENERS and not self._text[at + len(word) + 1].isupper():
            return
        opening = _OPENING.match(self._text, at, unit.end)
        at = opening.end() if opening else at
        name = self._run_at(at, unit.end)
        if self._can_name(name):
            said, behind = self._text[unit.own : at].lower(), at + len(name)
            if (
                said.startswith(_WE_NAMED)
                or _INTRODUCES.match(self._text, behind, unit.end)
                or (said.startswith(("at ", "here at ")) and _WE.match(self._text, behind, unit.end))
            ):
                yield name

    def _before_bracket(self, unit: Unit, at: int) -> Iterator[str]:
        """ "Acme Ltd (“Acme”, “we”)": the name before the bracket, and the short one in it."""
        inside = self._text[at + 1 : min(unit.end, at + 160)].partition(")")[0]
        quoted = [each.removeprefix("the ").removeprefix("The ") for each in _QUOTED.findall(inside)]
        if not (any(each.lower() in _ROLES for each in quoted) or _ROLE_UNQUOTED.match(inside)):
            return
        start = max(unit.own, at - 100)
        behind = start + len(self._text[start:at].rstrip(" ,\"”'’"))
        name = self._run_before(behind, start)
        if not name and at - unit.own < 250:
            opening = _OPENING.match(self._text, unit.own, unit.end)
            name = self._run_at(opening.end() if opening else unit.own, unit.end)
        if self._can_name(name):
            yield name
            yield from (each for each in quoted if each[:1].isupper() and self._can_name(each))

    def _name_at(self, at: int) -> Iterator[str]:
        at += 4 if self._text[at : at + 4].lower() == "the " else 0
        name = self._run_at(at, at + 120)
        if self._can_name(name):
            yield name

    def _run_at(self, at: int, end: int) -> str:
        """The run of capitalised words that starts here, or nothing."""
        small = 0
        while small < 2 and self._text[at + small].islower():
            small += 1
        found = _RUN.match(self._text, at + small, end)
        return self._text[at : found.end()] if found else ""

    def _run_before(self, end: int, start: int) -> str:
        """The run of capitalised words that ends here, or nothing."""
        for found in _RUN.finditer(self._text, start, end):
            if found.end() == end:
                return self._text[self._with_small_letters(found.start()) : end]
        return ""

    def _with_small_letters(self, at: int) -> int:
        """Where a word begins whose capital stands here ("iPhone")."""
        while self._text[at - 1].islower():
            at -= 1
        return at

    def _trimmed(self, run: tuple[int, int]) -> Span | None:
        """The run without common words at its ends; none where nothing else is left."""
        start = self._with_small_letters(run[0])
        text = self._text[start : run[1]].removesuffix("'s").removesuffix("’s")
        if " " not in text:
            return Span(start, start + len(text)) if self._is_proper(text) else None
        words = text.split(" ")
        if _LEGAL_TAIL.search(text) and words[0] not in ("The", "Company"):
            return Span(start, start + len(text))
        while words and not self._is_proper(words[0]):
            start += len(words.pop(0)) + 1
        while words and not self._is_proper(words[-1]):
            words.pop()
        return Span(start, start + len(" ".join(words))) if words else None

    def _is_proper(self, word: str) -> bool:
        """Whether a word is one that neither the language nor this text has in lower case."""
        known = self._proper_words.get(word)
        if known is None:
            plain = word.rstrip(",.").lower()
            known = len(plain) > 1 and plain not in _COMMON and plain not in self._words and not plain.isdigit()
            self._proper_words[word] = known
        return known

    def _can_name(self, text: str) -> bool:
        """Whether it can be the name of somebody: a single word must be a proper one."""
        words = text.split(" ")
        if len(words) == 1:
            return self._is_proper(text)
        return any(word.rstrip(",.").lower() not in _COMMON and len(word) > 1 for word in words)

    def _units_of(self, spans: Sequence[Span]) -> Iterator[Unit]:
        """The unit of each of the spans, which are in order."""
        at = 0
        for span in spans:
            while self._units.units[at].end <= span.start:
                at += 1
            yield self._units.units[at]


def _forms(name: str) -> Iterator[str]:
    """A name as it is written again: in full, and without its legal form."""
    for form in (name, _LEGAL_TAIL.sub("", name)):
        if len(form) > 2 and form.lower() not in _ROLES and form.lower() not in _COMMON:
            yield form
