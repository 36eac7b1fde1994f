"""Sites, rounds, the queue, the attribution rules, and the evidence of a post."""

from __future__ import annotations

from django.urls import path

from mingcha.web.rounds.views import evidence, queue, rounds, rules, sites

urlpatterns = [
    path("sites/", sites.site_list, name="site_list"),
    path("sites/new/", sites.site_new, name="site_new"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("sites/<int:pk>/edit/", sites.site_edit, name="site_edit"),
    path("sites/<int:pk>/start/", sites.round_start, name="round_start"),
    path("rounds/<int:pk>/", rounds.round_page, name="round"),
    path("rounds/<int:pk>/progress/", rounds.round_progress, name="round_progress"),
    path("rounds/<int:pk>/stop/", rounds.round_stop, name="round_stop"),
    path("rounds/<int:pk>/continue/", rounds.round_continue, name="round_continue"),
    path("queue/", queue.queue, name="queue"),
    path("queue/assign/", queue.queue_assign, name="queue_assign"),
    path("queue/<int:pk>/", queue.queue_post, name="queue_post"),
    path("queue/<int:pk>/aside/", queue.queue_aside, name="queue_aside"),
    path("queue/assignments/<int:pk>/undo/", queue.assignment_undo, name="assignment_undo"),
    path("rules/", rules.rule_list, name="rule_list"),
    path("rules/new/", rules.rule_new, name="rule_new"),
    path("rules/apply/", rules.rule_apply, name="rule_apply"),
    path("rules/<int:number>/", rules.rule_edit, name="rule_edit"),
    path("rules/<int:number>/change/", rules.rule_change, name="rule_change"),
    path("ledger/<int:pk>/", evidence.post, name="post"),
    path("ledger/<int:pk>/snapshots/<int:number>/", evidence.post_snapshot, name="post_snapshot"),
    path("ledger/<int:pk>/snapshots/<int:number>/shown/", evidence.post_shown, name="post_shown"),
    path("ledger/<int:pk>/snapshots/<int:number>/reveal/", evidence.post_reveal, name="post_reveal"),
    path("ledger/<int:pk>/snapshots/<int:number>/record/", evidence.post_record, name="post_record"),
    path("ledger/<int:pk>/compare/<int:before>/<int:after>/", evidence.post_compare, name="post_compare"),
]
