"""People's decisions and earlier runs: what a new run must keep.

- read: `decisions` (what people decided), `previous` (an earlier run), `replaying` (decisions carried out already);
- agree, before anything moves: `structure` (themes), `places` (the tree that merges and splits leave), `stretches`
  (the texts named), `agreement` and `blocks` (what is held of texts);
- settle: `settling` puts in order `cutting` (passages that pins cut), `matching` (passages found again), `parting`
  (splits), `holding` (pins, together, apart) on a `board`, and `joining` (new texts, by `voting`);
- tell: `finishing` and `settled` (the result), `checking` (does each decision hold?), `account` (what moved and why).
"""
