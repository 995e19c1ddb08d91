"""What editors have beyond Wagtail's own screens: their home, the second look, the manual."""
