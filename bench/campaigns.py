"""How many near-copies of planted campaigns are found, and how many ordinary answers are drawn in.

    python -m bench.campaigns ANSWERS.tsv [--label QUESTION] [--answers 50000] [--copies 40] [--seed 0] [--show 20]

ANSWERS.tsv has a column `text`: real answers, the ground; with `--label` only those whose column `label` says so.
The sixty letters of `campaign_letters.txt` (forty French, twenty English) get 5 to 40 lightly edited copies each. A
copy is found where it is in the campaign that holds most of its letter's copies. What of the ground is in one is
"drawn in": with real answers some of it is true campaigns, so a sample is shown for a reader to judge.
"""

import argparse
import csv
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from nlp.reading.campaigns import MIN_WORDS, Campaigns
from nlp.reading.cleaning import fold, match_key
from nlp.reading.duplicates import Duplicates

LETTERS = Path(__file__).with_name("campaign_letters.txt").read_text(encoding="utf-8").splitlines()
TOWNS = (
    "Rennes",
    "Le Havre",
    "Saint-Étienne",
    "Dakar",
    "Villeurbanne",
    "Thiès",
    "Aix-en-Provence",
    "Brest",
    "Norwich",
    "La Rochelle",
    "Leeds",
    "Clermont-Ferrand",
)
BEFORE = (
    "Bonjour.",
    "Madame, Monsieur le Maire,",
    "Voici ma contribution :",
    "Hello everyone.",
    "Dear councillors,",
    "Bonjour à toutes et à tous, voici ce que je pense.",
)
ADDED = (
    "Ma famille et moi vivons ici depuis longtemps et nous y tenons beaucoup.",
    "J'en ai parlé avec mes voisins, qui sont tous du même avis que moi.",
    "C'est mon fils qui m'a parlé de ce sujet et je trouve qu'il a raison.",
    "Merci de bien vouloir en tenir compte dans vos décisions.",
    "I have lived here all my life and feel strongly about this.",
    "My neighbours and I have talked it over and all agree.",
    "Thank you for reading this and for acting on it soon.",
    "Cela fait des années que nous attendons une réponse sur ce point.",
)
WORDS = (
    "vraiment partout aussi demain notre encore commune grand chaque urgent voisin simple jamais toujours ensemble "
    "village really always bigger local nearby people simply often county folk honest quickly better street"
).split()


def with_typos(text, draw, hosts):
    """Two or three slips of the finger: a letter dropped, doubled or swapped with the next."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) > 3]
    for place in draw.sample(long, draw.randint(2, 3)):
        word, at = words[place], draw.randint(1, len(words[place]) - 2)
        words[place] = draw.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
    return " ".join(words)


def with_other_words(text, draw, hosts):
    """One to three words replaced."""
    words = text.split(" ")
    for place in draw.sample(range(len(words)), draw.randint(1, 3)):
        words[place] = draw.choice(WORDS)
    return " ".join(words)


def without_words(text, draw, hosts):
    """One to three words in a row left out."""
    words = text.split(" ")
    count = draw.randint(1, 3)
    at = draw.randint(0, len(words) - count)
    return " ".join(words[:at] + words[at + count :])


def with_a_sentence(text, draw, hosts):
    """One sentence of one's own before or after."""
    pair = [text, draw.choice(ADDED)]
    return " ".join(pair if draw.random() < 0.5 else pair[::-1])


def with_a_greeting(text, draw, hosts):
    return f"{draw.choice(BEFORE)} {text}"


def in_other_order(text, draw, hosts):
    first, _, second = text.partition(". ")
    return f"{second} {first}." if second else text


def in_capitals(text, draw, hosts):
    return text.upper()


def without_accents(text, draw, hosts):
    return fold(text)


def of_another_town(text, draw, hosts):
    return text.replace(TOWNS[0], draw.choice(TOWNS[1:]))


def inside_an_answer(text, draw, hosts):
    """Pasted into an answer of one's own, of 10 to 60 words, before or after it."""
    pair = [text, draw.choice(hosts)]
    return " ".join(pair if draw.random() < 0.5 else pair[::-1])


EDITS = {
    "typos": with_typos,
    "words replaced": with_other_words,
    "words left out": without_words,
    "a sentence added": with_a_sentence,
    "greeting": with_a_greeting,
    "order of sentences": in_other_order,
    "capitals": in_capitals,
    "accents lost": without_accents,
    "another town": of_another_town,
    "inside an answer": inside_an_answer,
}


def plant(hosts, most, draw):
    """Copies of every letter: [(text, letter, kind of edit)]; one in four has two edits."""
    copies = []
    for number, letter in enumerate(LETTERS):
        for _ in range(draw.randint(5, most)):
            text, kinds = (
                letter.replace("{town}", TOWNS[0]),
                draw.sample(list(EDITS), draw.choice((1, 1, 1, 2))),
            )
            for kind in kinds:
                text = EDITS[kind](text, draw, hosts)
            copies.append((text, number, kinds[0] if len(kinds) == 1 else "two edits"))
    return copies


def find(texts, **settings):
    """The campaign of each text, -1 for none, and the seconds of finding them among distinct texts."""
    copies = Duplicates().fit(texts)
    started = time.process_time()
    campaigns = Campaigns(**settings).fit(
        [texts[place] for place in copies.distinct_], copies.voices_[copies.distinct_]
    )
    seconds = time.process_time() - started
    return campaigns.campaigns_[np.searchsorted(copies.distinct_, copies.originals_)], seconds


def report(answers, copies, campaigns, seconds, show):
    of_answers, of_copies = campaigns[: len(answers)], campaigns[len(answers) :]
    homes = defaultdict(Counter)
    for (_, letter, _), campaign in zip(copies, of_copies, strict=True):
        homes[letter][campaign] += campaign >= 0
    home = {letter: counts.most_common(1)[0] for letter, counts in homes.items()}
    planted, found = Counter(), Counter()
    for (text, letter, kind), campaign in zip(copies, of_copies, strict=True):
        planted[kind] += 1
        found[kind] += campaign >= 0 and campaign == home[letter][0]
        if show and campaign != home[letter][0]:
            print(f"  missed ({kind}): {text}")
    for kind in sorted(planted):
        print(f"{kind:20s} {found[kind]:5d} of {planted[kind]:5d}  {found[kind] / planted[kind]:.3f}")
    print(f"{'all':20s} {found.total():5d} of {planted.total():5d}  {found.total() / planted.total():.3f}")
    homes_shared = len(home) - len({campaign for campaign, _ in home.values()})
    print(f"letters that share a campaign with another letter: {homes_shared}")
    drawn, told = np.flatnonzero(of_answers >= 0), set(of_copies[of_copies >= 0].tolist())
    long = sum(len(match_key(text).split()) >= MIN_WORDS for text in answers)
    print(
        f"answers in a campaign: {len(drawn)} of {len(answers)} ({len(drawn) / len(answers):.4f}; "
        f"{long} are long enough), {sum(of_answers[place] in told for place in drawn)} of them with planted copies"
    )
    print(f"{seconds:.1f} s")


def show_sample(answers, campaigns, count, draw):
    groups = defaultdict(list)
    for place, campaign in enumerate(campaigns[: len(answers)].tolist()):
        if campaign >= 0:
            groups[campaign].append(answers[place])
    for campaign in draw.sample(sorted(groups), min(count, len(groups))):
        print(f"--- {len(groups[campaign])} answers")
        for text in groups[campaign][:4]:
            print(f"    {text[:300]}")


def main(argv=None):
    parser = argparse.ArgumentParser(
        description="Plant campaigns among real answers and see which copies are found."
    )
    parser.add_argument("answers", help="a .tsv file with a column text")
    parser.add_argument("--answers", dest="count", type=int, default=50_000)
    parser.add_argument("--label", help="take only the answers with this label")
    parser.add_argument("--copies", type=int, default=40, help="how many copies of a letter at most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="how many campaigns among the answers to print")
    options = parser.parse_args(argv)
    csv.field_size_limit(10**9)
    draw = random.Random(options.seed)
    with open(options.answers, encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        answers = [row["text"] for row in rows if options.label in (None, row.get("label"))]
    draw.shuffle(answers)
    # The answers that letters are pasted into leave the ground: in it they would be true copies.
    hosts = [text for text in answers[: len(answers) // 10] if 10 <= len(text.split()) <= 60]
    answers = answers[len(answers) // 10 :][: options.count]
    copies = plant(hosts, options.copies, draw)
    campaigns, seconds = find([*answers, *(text for text, _, _ in copies)])
    report(answers, copies, campaigns, seconds, options.show)
    show_sample(answers, campaigns, options.show, draw)


if __name__ == "__main__":
    sys.exit(main())
