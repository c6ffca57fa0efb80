"""A thin mirror of diary and minutes: cases, documents, meetings, decisions and what follows from them."""

from __future__ import annotations

from django.db import models

from samsyn.cases.rules import GROUNDS
from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.organisation.models import Body, Owned


class Case(Owned):
    """A matter with a diary number at the authority that keeps it [ärende]."""

    number = models.CharField("Diarienummer", max_length=60)
    key = models.CharField(max_length=60)
    title = models.CharField("Ärendemening", max_length=300, blank=True)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)
    history = Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="case_numbered_once")]

    def __str__(self) -> str:
        return self.number


class CaseLink(models.Model):
    """How one case leans on another: `from_case` *kind* `to_case` [ärendekoppling]."""

    KINDS = [
        ("predecessor", "föregångare till"),
        ("split_from", "utbruten ur"),
        ("part_of", "del av"),
        ("referral_of", "remiss av"),
        ("answer_to", "svar på"),
        ("conditional_on", "villkorad av"),
        ("replaces", "ersätter"),
        ("refers_to", "hänvisar till"),
    ]
    from_case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_out")
    kind = models.CharField(max_length=20, choices=KINDS)
    to_case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_in")
    words = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_case", "kind", "to_case"], name="case_link_once"),
            models.CheckConstraint(
                condition=~models.Q(from_case=models.F("to_case")), name="case_link_to_other"
            ),
        ]


class Document(Owned):
    """A document in a case, in one version, with its file when we have it [handling]."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    item = models.ForeignKey(
        "Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    day = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "title", "case", "item"], name="document_once_per_file")
        ]

    def __str__(self) -> str:
        return self.title


class DocumentNumber(models.Model):
    """The number that a document bears in a public series, such as SOU 2024:12 [serienummer]."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="numbers")
    series = models.CharField(max_length=10)
    number = models.CharField(max_length=20)
    key = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="document_numbered_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.number}"


class Meeting(models.Model):
    """A meeting of a body, planned or held; `noticed` is the day its minutes were put up [sammanträde]."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    adjusted = models.CharField("Justerat", max_length=20, blank=True)
    time = models.CharField("Tid", max_length=5, blank=True)
    hand_in_by = models.DateField("Lämnas in senast", null=True, blank=True)
    agenda_by = models.DateField("Kallelse senast", null=True, blank=True)
    cancelled = models.BooleanField("Inställt", default=False)
    noticed = models.DateField("Anslaget", null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    planned_from = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "day"], name="one_meeting_a_day")]

    def __str__(self) -> str:
        return f"{self.body} {self.day}"


class Attendance(models.Model):
    """Somebody present at a meeting, in a capacity [närvaro]."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    name = models.CharField(max_length=120)
    party = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=120, blank=True)
    capacity = models.CharField(max_length=40, blank=True)
    adjuster = models.BooleanField(default=False)
    paragraphs = models.CharField(max_length=60, blank=True)
    replaces = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="present_once")]


class Item(models.Model):
    """A paragraph of the minutes [paragraf]."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    paragraph = models.CharField(max_length=20)
    title = models.CharField(max_length=300, blank=True)
    cases = models.ManyToManyField(Case, related_name="items")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "paragraph"], name="paragraph_once")]

    def __str__(self) -> str:
        return f"{self.meeting.body} § {self.paragraph}"


class DecisionPoint(models.Model):
    """One numbered point of a decision or proposal, with its force; filled in by a new row [beslutspunkt]."""

    FORCES = [(force, force) for force in ("beslutar", "föreslår", "föreslås", "remitterar", "noterar")]
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, related_name="points")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="points")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    force = models.CharField(max_length=12, choices=FORCES)
    by = models.CharField(max_length=120, blank=True)
    to = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    condition = models.TextField(blank=True)
    for_own_part = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item=None) ^ models.Q(document=None), name="point_in_item_or_document"
            )
        ]


class ItemNote(models.Model):
    """What the minutes tell of a paragraph beside its points: a vote, a reservation and so on [notering]."""

    KINDS = [
        ("vote", "Omröstning"),
        ("reservation", "Reservation"),
        ("statement", "Särskilt yttrande"),
        ("conflict", "Jäv"),
        ("adjournment", "Ajournering"),
        ("next_body", "Går vidare till"),
        ("task", "Uppdrag till någon utanför registret"),
    ]
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=12, choices=KINDS)
    text = models.TextField()
    yes = models.PositiveIntegerField(null=True, blank=True)
    no = models.PositiveIntegerField(null=True, blank=True)
    abstain = models.PositiveIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()


class Difference(models.Model):
    """Two sources that say different things of one paragraph: what we keep, and what the other says [skillnad]."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="differences")
    field = models.CharField(max_length=40)
    held = models.TextField()
    said = models.TextField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()


class Reference(models.Model):
    """What a case refers to, as its text writes it, and what that is once we know it [hänvisning]."""

    from_case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="references")
    kind = models.CharField(max_length=20, choices=CaseLink.KINDS)
    key = models.CharField(max_length=80)
    words = models.CharField(max_length=300)
    place = models.CharField(max_length=300, blank=True)
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["from_case", "kind", "key"], name="reference_once")]
        indexes = [models.Index(fields=["key", "resolved_at"])]


class HearingStep(models.Model):
    """A planned or held step on a case's way to decision [beredningssteg]."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hearing_steps")
    body_name = models.CharField(max_length=160)
    planned = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["planned", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "body_name", "planned"], name="hearing_step_once")
        ]


class Dispatch(models.Model):
    """Somebody that a decision is sent to, in the minutes' words; a group has a row a body [expediering]."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="dispatches")
    recipient = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.CharField(max_length=120, blank=True)
    sent_to = models.CharField(max_length=300, blank=True)
    receipt_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "recipient", "body"], name="dispatched_once_a_body")
        ]


class Commission(Owned):
    """A task that a decision gives `body`, to be answered by a day [uppdrag ur beslut]."""

    decided_by = models.CharField("Beslut", max_length=60)
    decided_on = models.DateField()
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="commissions"
    )
    text = models.TextField()
    due = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=12, blank=True)
    due_text = models.CharField(max_length=200, blank=True)
    report_back = models.DateField(null=True, blank=True)
    report_back_text = models.CharField(max_length=200, blank=True)
    addressee = models.CharField(max_length=200, blank=True)
    point = models.PositiveSmallIntegerField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True)
    answer_source = models.CharField(max_length=200, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    in_preparation = models.BooleanField(default=False)
    history = Versions()

    class Meta:
        indexes = [models.Index(fields=["municipality", "answered_on", "due"])]


class Grounds(models.Model):
    """What a decision rests on in one respect, or why that isn't needed; told anew by a new row [underlag]."""

    ITEMS = [(one.key, one.label) for one in GROUNDS]
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grounds")
    item = models.CharField(max_length=12, choices=ITEMS)
    answer = models.TextField()
    place = models.CharField(max_length=300, blank=True)
    """The document, in the writer's words."""
    needed = models.BooleanField(default=True)
    day = models.DateField()
    """When the document was made, or affected staff heard."""
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "pk"]
