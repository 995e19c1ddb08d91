"""What is checked while a page is written: titles, pictures, links, sentences, private data."""
