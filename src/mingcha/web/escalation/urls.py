"""Letters of the ladder, what units were sent, and dossiers."""

from __future__ import annotations

from django.urls import path

from mingcha.web.escalation.views import dossiers, letters, rules

urlpatterns = [
    path("proposals/", letters.proposals, name="proposals"),
    path("proposals/draft/", letters.proposals_draft, name="proposals_draft"),
    path("proposals/rules/", rules.rules, name="proposal_rules"),
    path("proposals/rules/restore/", rules.rules_restore, name="proposal_rules_restore"),
    path("proposals/<int:pk>/", letters.proposal, name="proposal"),
    path("proposals/<int:pk>/change/", letters.proposal_change, name="proposal_change"),
    path("proposals/<int:pk>/sign/", letters.proposal_sign, name="proposal_sign"),
    path("proposals/<int:pk>/dismiss/", letters.proposal_dismiss, name="proposal_dismiss"),
    path("proposals/<int:pk>/sent/", letters.proposal_sent, name="proposal_sent"),
    path("proposals/<int:pk>/letter.docx", letters.proposal_file, name="proposal_file"),
    path("own-letters/", letters.own_letters, name="own_letters"),
    path("own-letters/<int:pk>/letter.docx", letters.own_letter_file, name="own_letter_file"),
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossiers/export/", dossiers.dossier_export, name="dossier_export"),
    path("dossiers/verify/", dossiers.dossier_verify, name="dossier_verify"),
]
