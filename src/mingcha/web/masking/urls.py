"""Masking of attachments."""

from __future__ import annotations

from django.urls import path

from mingcha.web.masking import views

urlpatterns = [
    path("masking/", views.maskings, name="maskings"),
    path("masking/<int:pk>/", views.masking_item, name="masking_item"),
    path("masking/<int:pk>/copy/", views.masking_copy, name="masking_copy"),
    path("masking/<int:pk>/receipt/", views.masking_receipt, name="masking_receipt"),
]
