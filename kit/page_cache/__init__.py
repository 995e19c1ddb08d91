"""Pages of anonymous visitors, answered from memory until something that is public has changed.

``wsgi.PageCache`` stands in front of the whole application and keeps what it may; ``writes`` notices every write of
any process of this site; ``stamp`` is how one process tells the others. A visitor who brings a cookie never meets it.
"""
