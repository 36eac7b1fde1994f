"""Addresses of notices."""

from __future__ import annotations

from django.urls import path

from mingcha.web.notices.views import drafts, listing, reading, receiving, setting

urlpatterns = [
    path("notices/", listing.notices, name="notices"),
    path("notices/new/", listing.choose, name="notice_new"),
    path("notices/words/", setting.words, name="notice_words"),
    path("notices/addresses/", setting.addresses, name="notice_addresses"),
    path("notices/addresses/new/", setting.address, name="notice_address_new"),
    path("notices/addresses/<int:contact_id>/", setting.address, name="notice_address"),
    path("notices/addresses/<int:contact_id>/delete/", setting.address_delete, name="notice_address_delete"),
    path("notices/addresses/<int:contact_id>/key/", setting.address_key, name="notice_address_key"),
    path("notices/hosts/", setting.hosts, name="notice_hosts"),
    path("notices/hosts/<int:host_id>/delete/", setting.host_delete, name="notice_host_delete"),
    path("notices/deliveries/<int:delivery_id>/again/", receiving.try_again, name="notice_again"),
    path("notices/<int:notice_id>/", reading.notice, name="notice"),
    path("notices/<int:notice_id>/add/", listing.choose, name="notice_add"),
    path("notices/<int:notice_id>/change/", drafts.change, name="notice_change"),
    path("notices/<int:notice_id>/remove/", drafts.remove, name="notice_remove"),
    path("notices/<int:notice_id>/discard/", drafts.discard, name="notice_discard"),
    path("notices/<int:notice_id>/issue/", drafts.issue, name="notice_issue"),
    path("notices/<int:notice_id>/package/", reading.package, name="notice_package"),
    path("notices/<int:notice_id>/covering/<slug:form>/", reading.covering, name="notice_covering"),
    path("notices/<int:notice_id>/follow-up/", drafts.follow_up, name="notice_follow_up"),
    path("notices/<int:notice_id>/send-to-new/", receiving.send_to_new, name="notice_send_to_new"),
    path("notices/<int:notice_id>/handed-over/", receiving.hand_over, name="notice_handed_over"),
    path("notices/<int:notice_id>/units/<str:code>/", reading.copy, name="notice_copy"),
    path("notices/<int:notice_id>/units/<str:code>/files/<slug:form>/", reading.file, name="notice_file"),
    path("notices/<int:notice_id>/units/<str:code>/receive/", receiving.receive, name="notice_receive"),
    path("notices/<int:notice_id>/units/<str:code>/receipt/", receiving.note_receipt, name="notice_receipt"),
]
