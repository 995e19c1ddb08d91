"""French: “18 h 30”, never “18:30”, in running text. The spaces do not break."""

TIME_FORMAT = "G\u00a0\\h\u00a0i"
