"""Addresses of `debates.hosting`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path

from debates.hosting import debate_views, host_views, member_views, paper_views, venue_views, writing_views

patterns: list = [
    path("hosting/", host_views.dashboard, name="hosting"),
    path("hosting/hosts/new/", host_views.new_host, name="new_host"),
    path("hosting/hosts/<slug:slug>/", host_views.edit_host, name="hosted_host"),
    path("hosting/hosts/<slug:slug>/venues/new/", venue_views.new_venue, name="new_venue"),
    path("hosting/hosts/<slug:slug>/debates/new/", debate_views.new_debate, name="new_debate"),
    path("hosting/hosts/<slug:slug>/members/", member_views.members, name="hosted_members"),
    path("hosting/hosts/<slug:slug>/members/<int:pk>/", member_views.change_member, name="hosted_member"),
    path("hosting/hosts/<slug:slug>/invitations/<int:pk>/", member_views.revoke, name="revoke_invitation"),
    path("hosting/invitations/<str:token>/", member_views.invitation, name="invitation"),
    path("hosting/venues/<slug:slug>/", venue_views.edit_venue, name="hosted_venue"),
    path("hosting/venues/<slug:slug>/remove/", venue_views.remove_venue, name="remove_venue"),
    path("hosting/venues/<slug:slug>/photographs/", venue_views.photographs, name="hosted_photographs"),
    path(
        "hosting/venues/<slug:slug>/photographs/<int:pk>/",
        venue_views.edit_photograph,
        name="hosted_photograph",
    ),
    path("hosting/debates/<slug:code>/", debate_views.show_debate, name="hosted_debate"),
    path("hosting/debates/<slug:code>/write/", writing_views.edit_debate, name="hosted_debate_form"),
    path("hosting/debates/<slug:code>/typed/", writing_views.keep_typed, name="hosted_debate_typed"),
    path("hosting/debates/<slug:code>/preview/", writing_views.preview, name="hosted_debate_preview"),
    path("hosting/debates/<slug:code>/image/", debate_views.image, name="hosted_debate_image"),
    path("hosting/debates/<slug:code>/cancel/", debate_views.cancel, name="cancel_debate"),
    path("hosting/debates/<slug:code>/delete/", debate_views.throw_away, name="delete_draft"),
    path("hosting/debates/<slug:code>/steps/<slug:name>/", debate_views.step, name="hosted_debate_step"),
    path("hosting/debates/<slug:code>/<slug:sheet>.pdf", paper_views.sheet, name="hosted_debate_sheet"),
]
