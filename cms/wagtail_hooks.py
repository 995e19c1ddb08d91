"""What the site's pages add to Wagtail's admin. This file only lists: each thing lives in the folder of its idea."""

from __future__ import annotations

from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.checking import screen as checks
from cms.conferences import admin as conferences
from cms.conferences import log as conference_log
from cms.editing import home, manual, publishing_alone, translation_screens
from cms.guide import review_screens, reviewing
from cms.guide.topics_admin import TopicViewSet
from cms.languages import screens as languages
from cms.letters import screens as letters
from cms.lottery.admin import running as lottery_running
from cms.lottery.admin import setting_up as lottery_setting_up

# Modules of screens: each has its ``urlpatterns``, by address below /cms/site/.
SCREENS: tuple = (
    review_screens,
    conferences,
    checks,
    manual,
    publishing_alone,
    translation_screens,
    languages,
    letters,
    lottery_setting_up,
    lottery_running,
)


@hooks.register("register_admin_urls")
def admin_urls():
    """Everything of ours in the admin is under /cms/site/, in the namespace ``cms_admin``."""
    patterns = [pattern for screen in SCREENS for pattern in screen.urlpatterns]
    return [path("site/", include((patterns, "cms_admin")))]


register_snippet(TopicViewSet)
hooks.register("register_reports_menu_item", review_screens.menu_item)
hooks.register("register_page_header_buttons", review_screens.header_buttons)
hooks.register("register_log_actions", reviewing.register_actions)

hooks.register("construct_homepage_panels", home.our_panels)
hooks.register("construct_wagtail_userbar", checks.with_our_checker)
hooks.register("after_create_page", checks.after_saving)
hooks.register("after_edit_page", checks.after_saving)
hooks.register("insert_editor_js", checks.script)
hooks.register("insert_global_admin_css", checks.style)
hooks.register("register_help_menu_item", manual.menu_item)
hooks.register("before_publish_page", publishing_alone.ask_for_a_reason)
# Before wagtail-localize answers with its own editor.
hooks.register("before_edit_page", translation_screens.before_editing, order=-1)
hooks.register("before_publish", publishing_alone.ask_for_a_reason)
hooks.register("before_bulk_action", publishing_alone.one_at_a_time)
hooks.register("register_log_actions", publishing_alone.register_actions)
hooks.register("register_admin_menu_item", conferences.menu_item)
hooks.register("register_log_actions", conference_log.register_actions)
hooks.register("register_reports_menu_item", languages.menu_item)
hooks.register("register_page_header_buttons", letters.header_buttons)
hooks.register("register_admin_menu_item", lottery_setting_up.menu_item)
