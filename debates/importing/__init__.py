"""Places and debates from files: tables and agendas, read, shown row by row, then taken over whole or not at all."""
