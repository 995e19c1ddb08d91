"""The desks' screens in Wagtail's admin, below /cms/debates/."""
