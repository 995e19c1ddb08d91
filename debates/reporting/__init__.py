"""After the night: attendance, what the debates arrived at, figures of a city."""
