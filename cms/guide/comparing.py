"""How two versions of an entry are compared by editors, where Wagtail would show what is stored."""

from __future__ import annotations

from wagtail.admin.compare import FieldComparison, TextDiff
from wagtail.admin.panels import FieldPanel

from cms.models.topic import AS_WHO


class AsWhoComparison(FieldComparison):
    """Who may take part, by their names; the order in which they were ticked is no change."""

    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = self.ticked(self.val_a), self.ticked(self.val_b)

    @staticmethod
    def ticked(values) -> list[str]:
        return [value for value, _name in AS_WHO if value in (values or [])]

    def htmldiff(self):
        told = [value for value, _name in AS_WHO if value in {*self.val_a, *self.val_b}]
        names = dict(AS_WHO)
        return TextDiff([(self.change(one), str(names[one])) for one in told], separator=", ").to_html()

    def change(self, value: str) -> str:
        if value not in self.val_b:
            return "deletion"
        return "equal" if value in self.val_a else "addition"


class AsWhoPanel(FieldPanel):
    """The panel of who may take part."""

    def get_comparison_class(self):
        return AsWhoComparison
