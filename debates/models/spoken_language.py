"""In which languages debates are held."""

from __future__ import annotations

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

# From each language to the next one, where DISTINCT would read them all.
EACH_CODE_ONCE = """
WITH RECURSIVE known(code) AS (
    SELECT min(code) FROM {table}
    UNION ALL
    SELECT (SELECT min(code) FROM {table} AS later WHERE later.code > known.code) FROM known
    WHERE known.code IS NOT NULL
)
SELECT code FROM known WHERE code IS NOT NULL
"""


class SpokenLanguageQuerySet(models.QuerySet):
    def codes(self) -> list[str]:
        """The languages of any debate at all. One query, which looks up each in an index and no row."""
        table = connection.ops.quote_name(SpokenLanguage._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(EACH_CODE_ONCE.format(table=table))
            return [code for (code,) in cursor.fetchall()]


class SpokenLanguage(models.Model):
    """A language in which a debate is held or interpreted."""

    debate = models.ForeignKey("debates.Debate", models.CASCADE, related_name="spoken_languages")
    code = models.CharField(_("language"), max_length=10)
    interpreted = models.BooleanField(_("by interpretation"), default=False)

    objects = SpokenLanguageQuerySet.as_manager()

    class Meta:
        ordering = ["debate", "interpreted", "code"]
        verbose_name = _("language of a debate")
        verbose_name_plural = _("languages of debates")
        constraints = [models.UniqueConstraint(fields=["debate", "code"], name="one_language_once")]
        indexes = [models.Index(fields=["code", "debate"], name="language_by_code")]

    def __str__(self) -> str:
        return self.code
