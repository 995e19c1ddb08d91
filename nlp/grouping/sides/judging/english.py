"""English words that judge: good, bad, harmful, and what nobody wants; folded."""

from nlp.grouping.sides.parts import (
    BAD,
    BAD_IDEA,
    BETTER,
    EVIL,
    GOOD,
    GOOD_IDEA,
    HARM,
    phrases,
)

ENGLISH_JUDGING = {
    GOOD: phrases(
        "useful, necessary, essential, important, vital, good, great, excellent, fair, right, helpful, "
        "beneficial, valuable, worthwhile, worth it, needed, welcome, a necessity, a step forward, a "
        "priority, effective, positive, crucial, key, sensible, reasonable, fine, acceptable, wise, a good "
        "thing, in favour, in favor, for, indispensable, wonderful, a blessing, overdue, long overdue, worth "
        "keeping, worth, precious, justified, right thing"
    ),
    BAD: phrases(
        "disgusting, filthy, dirty, noisy, boring, confusing, racist, sexist, ageist, elitist, unhealthy, "
        "unsafe, useless, pointless, dangerous, shameful, ridiculous, absurd, harmful, unfair, unacceptable, "
        "scandalous, stupid, idiotic, counterproductive, counter productive, bad, wrong, unnecessary, "
        "irresponsible, outrageous, terrible, horrible, awful, disgraceful, senseless, silly, foolish, "
        "unjust, undemocratic, wasteful, a mistake, a shame, a scandal, a disaster, a danger, a disgrace, a "
        "waste, nonsense, a joke, a farce, a scam, madness, a threat, a step backwards, insane, crazy, "
        "unwelcome, obsolete, outdated, a failure, an error, detrimental, disastrous, reckless, opposed, "
        "against, hostile, unreasonable, too expensive, too costly, rubbish, worthless, a bad thing, toxic, "
        "intolerable, a burden, overrated, a menace, risk, health risk, fire risk, hazard, a nuisance, an "
        "eyesore, an insult, an outrage, an injustice, abusive, appalling, unjustified, abnormal, lamentable, "
        "deplorable, a pity, redundant, superfluous, excessive, ugly"
    ),
    GOOD_IDEA: phrases(
        "good idea, great idea, excellent idea, brilliant idea, wonderful idea, good thing, great thing, good "
        "solution, way forward, makes sense, make sense, a must, does more good, has its place, has merit"
    ),
    BAD_IDEA: phrases(
        "more problems than, more trouble than, more harm than, bad idea, terrible idea, awful idea, horrible "
        "idea, stupid idea, waste of money, waste of time, waste of public money, serves no purpose, serve no "
        "purpose, serves nobody, no use, of no use, no good, bad thing, not the answer, not the solution, not "
        "a solution, achieves nothing, solves nothing, does more harm than good, do more harm than good, harm "
        "than good, bring nothing, brings nothing, leads nowhere, not worth, will not solve, would not work, "
        "does not help, ill advised, not the way, wrong answer"
    ),
    BETTER: phrases(
        "better off, better, happier, quieter, calmer, safer, nicer, cleaner, healthier, easier, simpler"
    ),
    HARM: phrases(
        "nobody likes, no one likes, nobody uses, no one uses, chaos, anarchy, ungovernable, no faith, no "
        "trust, attract trouble, bring trouble, bring nothing but, cause trouble, causes trouble, cause "
        "problems, causes problems, more than enough, only bring, only brings, only make, only makes, would "
        "only, helps no one, lost money, loses money, losing money, more than we need, not up to, not for us, "
        "help no one, helps nobody, help nobody, makes no difference, make no difference, on my nerves, can "
        "not afford, could not afford, not afford, would punish, punishes, punish people, penalise, "
        "penalises, penalize, penalizes, would penalise, rob, robs, would rob, wreck, wrecks, would wreck, "
        "discriminatory, divisive, divides, have forfeited, has forfeited, a luxury, gimmick, gimmicks, rip "
        "off, a con, a sham, white elephant, vanity project, cash grab, money grab, overkill, unworkable, "
        "hopeless, not work, never works, never worked, has failed, have failed, is failing, makes things "
        "worse, make things worse, make it worse, would make things worse, clog, clogs, blights, drive people "
        "away, drives people away, scares, scare, annoys, drains, other priorities, better things to do, "
        "bigger problems, represents nobody, represent nobody, represents no one, represent no one, only "
        "represent, only represents, no business, none of our business, none of their business, ineffective, "
        "inefficient, intrusive, invasive, heavy handed, too far, step too far, over the top, makes me angry, "
        "drives me mad, last thing, should not exist, serve nobody, wasted on, money pit, drain on, not their "
        "job, not their place, not the job of, not the place, could do more harm, invites, would cost too "
        "much, cost too much, costs the earth, would be too much"
    ),
    EVIL: phrases(
        "waste, wasting, corruption, fraud, lies, lying, violence, crime, abuse, abuses, pollution, "
        "polluting, noise, litter, hiding, hide, contempt, inequality, inequalities, injustice, "
        "discrimination, poverty, unemployment, jargon, cronyism, secrecy, harassment, racism, sexism, "
        "disinformation, fake news, conflicts of interest, tax evasion, tax dodging, red tape, delays, "
        "queues, vandalism, fly tipping, ignoring, lip service, spin, pot holes, potholes"
    ),
}
