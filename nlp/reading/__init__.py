"""Raw texts made ready: cleaned, set aside with a reason, told by language, cut into ideas, repeats found."""
