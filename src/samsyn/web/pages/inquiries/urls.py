"""Addresses of the inquiries."""

from django.urls import path

from samsyn.web.pages.inquiries import (
    answered,
    answering,
    compiling,
    guests,
    house,
    recurring,
    sending,
    tasks,
    viewpoints,
    views,
)

app_name = "inquiries"
urlpatterns = [
    path("remisser/", views.index, name="list"),
    path("remisser/ny/", sending.new, name="new"),
    path("remisser/att-besvara/", tasks.own, name="own"),
    path("remisser/rapportering/", recurring.index, name="recurring"),
    path("remisser/rapportering/ny/", recurring.new, name="new_instruction"),
    path("remisser/rapportering/skicka/", recurring.make, name="make_rounds"),
    path("remisser/mall/", house.template, name="template"),
    path("remisser/<int:key>/", views.inquiry, name="inquiry"),
    path("remisser/<int:key>/hantera/", sending.handle, name="handle"),
    path("remisser/<int:key>/brev/", answering.mail, name="mail"),
    path("remisser/handling/<int:key>/", tasks.document, name="document"),
    path("remisser/anstand/<int:key>/", tasks.grant, name="grant"),
    path("remisser/svar/<int:key>/", answering.reply, name="reply"),
    path("remisser/svar/<int:key>/fil/", tasks.reply_file, name="reply_file"),
    path("remisser/svar/<int:key>/synpunkter/", answering.review, name="review"),
    path("remisser/svar-ur/<int:upload>/", answered.answer, name="from_paper"),
    path("remisser/uppgift/<int:key>/", tasks.show, name="task"),
    path("remisser/uppgift/<int:key>/svar/", answering.write, name="write"),
    path("remisser/uppgift/<int:key>/lamna-in/", answering.hand_in, name="hand_in"),
    path("remisser/uppgift/<int:key>/tjansteskrivelse.docx", answering.letter, name="letter"),
    path("remisser/uppgift/<int:key>/lank/", sending.link, name="link"),
    path("remisser/uppgift/<int:key>/lamna-over/", sending.hand_on, name="hand_on"),
    path("remisser/uppgift/<int:key>/rakna-med/", sending.include, name="include"),
    path("svar/<str:token>/", guests.answer, name="guest"),
    path("svar/<str:token>/handling/<int:key>/", guests.document, name="guest_document"),
    path("remisser/<int:key>/sammanstallning/", compiling.page, name="compilation"),
    path("remisser/<int:key>/sammanstallning/steg/", compiling.step, name="compile_step"),
    path("remisser/<int:key>/sammanstallning/<int:pk>/", compiling.stance, name="compile_stance"),
    path("remisser/<int:key>/aterkoppling/", compiling.letters, name="feedback"),
    path("remisser/<int:key>/aterkoppling/<int:pk>/", compiling.letters, name="feedback_to"),
    path("remisser/<int:key>/synpunkter/", viewpoints.page, name="viewpoints"),
    path("remisser/<int:key>/synpunkter/flytta/", viewpoints.move, name="move_viewpoints"),
    path("remisser/<int:key>/synpunkter/<int:pk>/", viewpoints.edit, name="viewpoint"),
    path("remisser/<int:key>/synpunkter/<int:pk>/svara/", viewpoints.dispose, name="dispose"),
]
