"""English words by which people take a side, folded, each with the part that it plays in a clause."""

from nlp.grouping.sides.judging.english import ENGLISH_JUDGING
from nlp.grouping.sides.parts import (
    AGAINST,
    AND,
    APART,
    AT_MOST,
    BE,
    CAN,
    DOUBT,
    FIND,
    FOR,
    IDLE,
    KEEPING,
    LESS,
    LESS_NOUN,
    LESSENED,
    LESSENING,
    MORE,
    MORE_NOUN,
    NONE,
    NOT,
    OPENER,
    PRICE,
    PURPOSE,
    RESTRICTED,
    SHUT,
    SUBORDINATE,
    THAT,
    TOO,
    TOO_MUCH,
    WHY,
    WISH,
    WITHOUT,
    phrases,
)


def _verbs(bases):
    """Base and -ing forms (they ask), and past participles."""
    asking, done = [], []
    for base in bases.split():
        stem = base[:-1] if base.endswith("e") else base
        double = base[-1] if base in {"ban", "stop", "scrap", "cut", "drop", "bar", "cancel", "expel"} else ""
        asking += [base, stem + double + "ing"]
        done += [stem + double + "ed"]
    return asking, done


LESSEN = _verbs(
    "halve slash trim downsize disarm defund deregulate disband dissolve withhold revoke overturn reverse "
    "abolish ban scrap remove stop end reject oppose refuse cut reduce lower decrease limit restrict "
    "forbid prohibit eliminate drop cancel close halt axe repeal ditch avoid prevent abandon dismantle "
    "outlaw block resist withdraw quit discourage shrink curb freeze forget demolish destroy boycott "
    "expel"
)
KEEP = _verbs(
    "keep maintain preserve save protect defend retain increase expand create build introduce support "
    "extend develop strengthen encourage allow add make give bring open provide let raise adopt continue "
    "teach publish count plant recognise recognize install reinstate restore elect consult listen respect "
    "involve organise organize hold train recruit hire pay educate inform explain simplify choose select "
    "ask reform change review use ensure enforce apply share guarantee improve promote repair renovate "
    "clean replace"
)
ENGLISH = {
    OPENER: phrases(
        "yes, well, so, hello, hi, personally, i think, i think that, i believe, i believe that, i feel, i "
        "feel that, in my opinion, in my view, to me, for me, first, second, third, finally, also, the, a, "
        "an, really, totally, completely, absolutely, strongly, firmly, very, just, simply, please, clearly, "
        "quite, honestly, frankly, we, always, at all, all, our, this, these, those, that, such, most, "
        "entirely, utterly, deeply, still, actually, immediately, my, your, their, its, as soon as possible, "
        "once and for all, another, any, new"
    ),
    SUBORDINATE: phrases(
        "because, since, which, who, if, unless, but, so that, while, whereas, although, though, otherwise, "
        "when, until, instead of, rather than, as long as, even if, even though, whose, where, as it, as "
        "they, by, thanks to, despite, due to"
    ),
    AND: phrases("and, or, then, as well as, plus"),
    NOT: phrases(
        "far from, not, can not, cannot, do not, does not, let us not, let s not, never, no, neither, nor, in "
        "no way, under no circumstances, by no means, no more, not another, not at all, hardly"
    ),
    RESTRICTED: phrases(
        "not only, not just, no one, nobody, no longer, no idea, no matter, no doubt, not sure, not always, "
        "not yet, not necessarily, why not, not really, no way of, no way to, never mind, is not it, are not "
        "they, should not we"
    ),
    WISH: phrases(
        "should, must, need to, needs to, ought to, let us, let s, i want, we want, i would like, we would "
        "like, i d like, we d like, i wish, we need, i need, we demand, i ask for, i propose, we propose, i "
        "suggest, we suggest, i demand, we ask, i hope, we hope, it is time, time to, why not, how about, "
        "what about, deserve, deserves, needs, need, i d rather, better to, i prefer, we prefer, shall"
    ),
    AGAINST: phrases(
        "disagree with, disagree that, disapprove of, d hate to, would hate to, never in favour, not agree "
        "that, no to, say no to, says no to, stop, down with, against, i oppose, we oppose, i am opposed, i m "
        "opposed, opposed to, i refuse, we refuse, i reject, we reject, i hate, i dislike, i disapprove, i "
        "disagree with, we disagree with, fed up with, sick of, tired of, had enough of, enough of, enough "
        "with, out of the question, no way, no need, do not need, does not need, do not want, i do not want, "
        "we do not want, nobody wants, nobody needs, no one wants, no one needs, do not agree with, not "
        "support, not agree with, not approve, not want, not need, not believe in, not vote for, see no "
        "benefit, see no reason, see no need, see no use, see no advantage, why do we need, why would we, why "
        "do we have, why would anyone, why bother, why on earth, what for, d rather not, would rather not, "
        "rather not, nothing good, do not support, can not support, do not believe in, not a fan, say stop, "
        "get rid of, getting rid of, got rid of, do away with, doing away with, what is the point, what s the "
        "point, what is the use, what s the use, what good, what purpose, who needs, time to end, keep out, "
        "hands off my, not in favour, not in favor, makes no sense, make no sense, do not trust, goodbye to, "
        "can do without, could do without, we can live without, better off without, better without, never "
        "again, put an end to, putting an end to, spare us, i object to, do not see the point, see no point, "
        "no point, no reason to, no place for, has no place, have no place, rid of, not stand, can not stand, "
        "can not bear, can not accept, would ruin, would destroy, would spoil, would harm, would damage, will "
        "ruin, will destroy, will spoil, will harm, last thing we need, last thing this town needs, not "
        "convinced by, not convinced of, voting against, will vote against, would vote against, anything but, "
        "do without, manage without, managed without, live without, doing without, nobody should, no one "
        "should, since when, who wants, lose the, who would want, who believes, who really, who seriously, "
        "who asked, how can anyone, how could anyone, what business, already enough, have enough, got enough, "
        "ever done for, asking for trouble, frighten, frightens, spoil, spoils, ruin, ruins, destroys, kills, "
        "threatens, threaten, pollute, pollutes"
    ),
    FOR: phrases(
        "agree with, agree that, approve of, love to see, like to see, nothing better than, nothing like, yes "
        "to, say yes to, in favour of, in favor of, i support, lost too many, lost too much, loses too much, "
        "lose too much, we support, i approve, i agree with, we agree with, i love, i welcome, i back, long "
        "live, hurrah for, nothing wrong with, nothing against, no objection, do not mind, not mind, hands "
        "off, do not touch, leave alone, all for, no harm in, no harm, too important, too precious, be lost "
        "without, could not live without, can not live without, could not do without, lost without, i like, "
        "we like, i am for, i m for, we are for, stand by, deserves to stay, well done, here to stay"
    ),
    LESSENING: [
        *LESSEN[0],
        *phrases(
            "give up, giving up, sell, selling, shorten, shortening, go without, fight, fighting, fight against, "
            "fighting against, crack down on, cut back, cut down on, phase out, tear down, shut down, shut, throw "
            "out, cutting, take down, take out, take away, tear up, pull down, knock down, kick out, scale back, "
            "roll back, call off, pull the plug on, strip, charge a, charge an, charge for, privatise, privatize, "
            "selling off, sell off, combat, tackle, vote against, put a stop to, bring down, cap, turn off, "
            "switch off, switching off, turning off, cut down, pull out of"
        ),
    ],
    KEEPING: [
        *KEEP[0],
        *phrases("putting, put, offer, invest, fund, setting up, set up"),
    ],
    LESSENED: [
        *LESSEN[1],
        *phrases(
            "locked, cut off, turned off, switched off, taken away, sold off, sold, lost, canceled, given up, "
            "capped, forbidden, withdrawn, frozen, shrunk, gone, go away, disappear, torn down, phased out, "
            "thrown out"
        ),
    ],
    LESS_NOUN: phrases(
        "abolition, removal, end, ban, reduction, closure, withdrawal, prohibition, repeal, cancellation, "
        "restriction, restrictions, elimination, moratorium, opposition to, suppression, cap on, cap, limit "
        "on, limits on, limit, limits, ceiling, privatisation"
    ),
    MORE_NOUN: phrases(
        "increase, creation, construction, expansion, introduction, extension, development, rise"
    ),
    LESS: phrases("less, cheaper, fewer, smaller, not too many, not too much"),
    TOO_MUCH: phrases(
        "too many, too much, far too many, way too many, way too much, far too much, costs too much, cost too "
        "much, costs a fortune, cost a fortune, an excess of, overpaid, too high, too numerous, paid too "
        "much, too big, too powerful"
    ),
    MORE: phrases(
        "more, not get enough, not given enough, not have enough, do not have enough, does not have enough, "
        "have not enough, too low, underpaid, higher, bigger, larger, not enough, too few, too little, lack "
        "of, lacks, lack, hardly any, barely any, scarcely any, almost no, too short, too early, too rare, "
        "too light, too lenient, too soft, too slow, too far, too small, too weak, too limited, too cheap, a "
        "lot more, much more, many more, insufficient, far more"
    ),
    BE: phrases(
        "is, are, be, am, m, s, re, was, were, being, been, would be, will be, seems, seem, sounds, sound, "
        "looks, feels, remains, remain, becomes, so, extremely, it is, it s"
    ),
    DOUBT: phrases(
        "do not think, do not believe, do not feel, not convinced, not sure that, i doubt, do not see why, do "
        "not see how"
    ),
    FIND: phrases("find, consider, call"),
    PURPOSE: phrases("in order to, so as to"),
    WHY: phrases("why"),
    NONE: phrases("only, not a single, not one, zero, none of"),
    TOO: phrases("too"),
    AT_MOST: phrases("maximum, at most, at the most, no more than, not more than"),
    WITHOUT: phrases("without"),
    SHUT: phrases("illegal, private, secret, confidential, voluntary, optional"),
    APART: phrases(
        "free choice, reserved for, in private, in secret, behind closed doors, in private hands, off limits, "
        "free of, free from, car free, traffic free, smoke free, plastic free, off the, off our, off, out of"
    ),
    PRICE: phrases("cost, costs, costing, to pay, pay for, be charged, charge for, be paying, be a charge"),
    CAN: phrases("can, could, may, might"),
    IDLE: phrases(
        "too complicated, too complex, too long, too difficult, too hard, too slow, without delay, without "
        "exception, without fail, without doubt, without limits, at best, at least, more and more, less and "
        "less, more or less, no less, at the end, in the end, end of, at the end of, the end of the day, more "
        "than, less than, fewer than, not less than, good morning, right now, good evening, right to, rights, "
        "the right, for example, for instance, no problem, as good as, stop by, bus stop, tram stop, week end"
    ),
    THAT: phrases("it, this, that, what a"),
} | ENGLISH_JUDGING
