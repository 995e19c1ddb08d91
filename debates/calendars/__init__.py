"""Programmes for machines: calendars, feeds, maps, the interface for programs, lists for partners' sites."""
