"""Tell the database at once that a table has changed a lot, so that it does not plan by what the table was before."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model


def refresh_statistics(*models: type[Model]) -> None:
    """Have PostgreSQL look at these tables again; elsewhere nothing happens.

    PostgreSQL plans a query by statistics that it renews by itself, a minute or more after a change and only once a
    tenth of the table has changed. Until then it believes that a consultation that was just imported has no row at
    all, and joins its thousands of rows by going through them again for each. Call it after writing rows in bulk,
    inside the transaction or after it. It takes a sample: the time does not grow with the table.
    """
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
