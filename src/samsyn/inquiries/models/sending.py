"""What is asked, of whom, with which documents and by which day."""

from __future__ import annotations

from django.db import models

from samsyn.cases.models import Case, Document
from samsyn.history.models import Source
from samsyn.history.versions import Versions
from samsyn.inquiries.models.recurring import FIELD_KINDS, Instruction
from samsyn.kit.scales import Stance
from samsyn.organisation.models import Body, Owned


class Inquiry(Owned):
    """A question to one or many with one last day; `body` is the one that asks [remiss]."""

    KINDS = [
        ("referral", "Remiss"),
        ("statement", "Begärt yttrande"),
        ("reporting", "Rapportering"),
        ("question", "Fråga till nämnd"),
    ]
    kind = models.CharField(max_length=10, choices=KINDS, default="referral")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300)
    decision = models.CharField(max_length=60, blank=True)
    instruction = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    # Days before the last day that remind of it.
    reminders = models.CharField(max_length=30, default="30,14,3")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    recurs_from = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    # The letter or decision that it was made of, and which of the documents in that file.
    made_of = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_of_part = models.PositiveSmallIntegerField(null=True, blank=True)
    history = Versions()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recurs_from", "deadline"],
                condition=models.Q(recurs_from__isnull=False),
                name="round_once",
            ),
            models.UniqueConstraint(
                fields=["municipality", "made_of", "made_of_part"],
                condition=models.Q(made_of__isnull=False, withdrawn_on=None),
                name="made_of_a_document_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class InquiryDocument(models.Model):
    """A document that went with an inquiry, in the very version that was sent [remisshandling]."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="documents")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    version = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inquiry", "order"], name="inquiry_document_once")]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One of the questions asked, or one of the fields to report [fråga]."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=10, choices=FIELD_KINDS, default="text")
    # What is asked about, by its reference, such as the auditors' R-0002.5.
    about = models.CharField(max_length=40, blank=True, db_index=True)

    class Meta:
        ordering = ["order"]


class Theme(models.Model):
    """A heading that viewpoints on an inquiry are sorted under [tema]."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="themes")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    # Given another name or joined with another; earlier days still tell it.
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inquiry", "title"], name="theme_titled_once")]

    def __str__(self) -> str:
        return self.title


class Recipient(models.Model):
    """One that is asked, as it was called then, and what it answered [remissinstans]."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="recipients")
    name = models.CharField(max_length=160)
    # How the sender wrote it, such as "samtliga nämnder"; a unit has its body, an outsider an e-mail address.
    words = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    # One that answers unasked is kept aside until the sender decides.
    asked = models.BooleanField(default=True)
    # Its own last day, where that is not the inquiry's.
    deadline = models.DateField(null=True, blank=True)
    own_case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_on = models.DateField(null=True, blank=True)
    stance = models.CharField(max_length=20, choices=Stance.choices(), blank=True)
    history = Versions()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inquiry", "name"], name="recipient_once")]

    def __str__(self) -> str:
        return self.name


class Opening(models.Model):
    """That one of a recipient's own has looked at what is asked, the first time [öppnande]."""

    recipient = models.OneToOneField(Recipient, on_delete=models.CASCADE, related_name="opening")
    day = models.DateField()
    by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
