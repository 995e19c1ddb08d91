"""What stands before and after a name and says what it is: civil titles, relations, trades, fields, places.

Word lists of general French and English, folded; no list is taken from a set of texts.
"""

import re

TITLES = frozenset(
    "m mr mme mlle mm messrs monsieur madame mademoiselle messieurs mesdames mrs ms miss mister dr docteur "
    "docteure doctor pr prof professeur professeure professor maitre veuve famille familles abbe soeur frere "
    "tonton tata tatie tante oncle uncle aunt auntie mamie papi papy mamy imam sieur dame capitaine sergent sgt "
    "capt sergeant captain inspector constable nurse officer lieutenant brigadier adjudant reverend rev pasteur".split()
)
# Titles that are words as well: what follows must look like a name.
WEAK_TITLES = frozenset(
    "famille familles soeur frere tonton tata tatie tante oncle uncle aunt auntie mamie papi papy mamy imam "
    "maitre dame professeur professeure professor nurse capitaine sergent inspector constable sieur veuve abbe "
    "sergeant captain officer lieutenant brigadier adjudant reverend rev pasteur miss m mm".split()
)
# Who is addressed by an office and not by a name.
OFFICES = frozenset(
    "president presidente maire mairesse ministre premier premiere depute deputee senateur senatrice prefet "
    "prefete directeur directrice commissaire conseiller conseillere gouverneur gouverneure adjoint adjointe elu "
    "elue propre lambda tout toute toutlemonde citoyen citoyenne securite proprete transport juge procureur "
    "speaker chairman chair mayor minister secretary councillor councilor chancellor governor senator right wrong "
    "big average everybody nobody everyone le la les l et ou and or de du des un une qui que pour dans vous nous "
    "je on il elle please sir".split()
)
KIN = (
    "pere mere papa maman fils fille filles frere soeur mari femme epoux epouse conjoint conjointe compagnon "
    "compagne cousin cousine oncle tante neveu niece parrain marraine filleul filleule gendre bru beau-pere "
    "belle-mere beau-frere belle-soeur beau-fils belle-fille petit-fils petite-fille grand-pere grand-mere ami "
    "amie copain copine pote enfant jumeau jumelle bebe fiston father mother dad mum mom son daughter brother "
    "sister husband wife partner uncle aunt nephew niece cousin grandfather grandmother grandson granddaughter "
    "grandad grandma nan gran friend mate boyfriend girlfriend stepfather stepmother stepson in-law father-in-law "
    "mother-in-law brother-in-law sister-in-law baby toddler kid"
).split()
TRADES = (
    "voisin voisine voisins gardien gardienne concierge patron patronne proprietaire bailleur locataire collegue "
    "boulanger boulangere boucher bouchere epicier epiciere coiffeur coiffeuse couturier couturiere instituteur "
    "institutrice maitresse professeur prof enseignant enseignante animateur animatrice educateur educatrice "
    "infirmier infirmiere medecin facteur factrice cuisinier cuisiniere chauffeur conducteur conductrice agent "
    "policier eboueur jardinier jardiniere plombier electricien macon menuisier garagiste pharmacien pharmacienne "
    "dentiste avocat avocate notaire comptable secretaire receptionniste bibliothecaire benevole organisateur "
    "organisatrice responsable coordinateur coordinatrice coach entraineur entraineuse etudiant etudiante eleve "
    "lyceen lyceenne apprenti apprentie nounou nourrice assistante assistant aide-soignant aide-soignante vendeur "
    "vendeuse commercant commercante marchand marchande pecheur agriculteur agricultrice artisan artiste peintre "
    "tailleur restaurateur serveur serveuse caissier caissiere camarade temoin victime denomme denommee "
    "nomme nommee prenomme prenommee certain certaine neighbour neighbor neighbours neighbors caretaker janitor "
    "landlord landlady tenant boss colleague coworker baker butcher grocer hairdresser barber teacher nurse "
    "doctor postman postwoman cook driver officer gardener plumber electrician builder carpenter mechanic "
    "pharmacist dentist lawyer solicitor accountant secretary receptionist librarian volunteer organiser "
    "organizer coordinator coach student pupil apprentice nanny childminder carer assistant cleaner shopkeeper "
    "farmer artist painter tailor waiter waitress cashier pensioner classmate witness victim headteacher lollipop "
    "caller named called kine kinesitherapeute osteopathe psy psychologue veto veterinaire orthophoniste sage-femme "
    "banquier banquiere chef cheffe instit atsem baby-sitter dame physio manager supervisor midwife vet therapist "
    "counsellor vicar guard worker lady gentleman babysitter"
).split()
RELATIONS = frozenset(KIN + TRADES)
# Of these, whom one meets; artists and lawyers are often spoken of as public figures.
DAILY_TRADES = frozenset(TRADES) - frozenset(
    "artiste artist peintre painter avocat avocate lawyer coach entraineur entraineuse marchand marchande certain "
    "certaine called named caller secretaire secretary responsable restaurateur cuisinier cuisiniere".split()
)
OWNERS = frozenset(
    "ma mon mes notre nos sa son ses leur leurs ta ton votre my our his her their your".split()
)
DIMINUTIVES = frozenset("petit petite jeune vieux vieille little young old poor pauvre".split())
# Said of oneself, or of whom one should ask: a name follows.
INTRODUCED = re.compile(
    r"(?:\bje m['’ ]appell?e|\bm['’]appelle|\bmoi,? c['’]est|\bmon nom est|\bmon pr[ée]nom est|\bsign(?:é|ée|és|ées)|"
    r"\bsoussign[ée]e?|\bmy name is|\bmy name['’]s|\bsigned(?: by)?|\bsincerely|\bregards|\bcordialement|\bsalutations|"
    r"\bthis is)[ ,:\n]{1,4}",
    re.IGNORECASE,
)
# Given names that are verbs or adjectives: after "ma fille" or "my son" in lower case they say what follows of it.
VERBS_AND_NAMES = frozenset(
    "aime may will mark rob bill pat sue can jack chase grant drew art vive mets signe reste libre malade "
    "gratuit modeste "
    "innocent juste constant precious loyal lovely young gay frank rusty randy merry noble royal true sunny "
    "misty sandy "
    "earnest rose major ange pilot prince princess hope chance promise has had made does did dit vit met dort "
    "lit mange "
    "angel cherie cheri bienvenu solidaire aimee aime desire desiree honore prudente job skip job reed hung "
    "hand".split()
)
# Said of oneself or of somebody: a given name and a family name follow, in any case; after the first kind for sure.
ONESELF = re.compile(
    r"(?:(?P<named>\bmoi,? c['’ ]?est|\bje m['’ ]?appell?e|\bmon nom est|\bmy name(?: is|['’]?s))|"
    r"\bj(?:e )?suis|\bi am|\bi['’]?m|\bhere is|\bc['’]?est|\bit['’]?s) $",
    re.IGNORECASE,
)
# What follows a name that one gives of oneself.
GIVEN_OUT = re.compile(
    r"\s*(?:$|[.,;:!?()\n-]|(?:je|j|i|im|et|and|moi|qui|who|from|de|du|habit\w+|[âa]g[ée]e?|aged|living|live|"
    r"\d+)\b|j['’])",
    re.IGNORECASE,
)
# A place rather than a person: where one lives, goes or comes from.
WHERE = re.compile(
    r"(?:\b(?:habit\w*|vi[st]|viv\w+|r[ée]sid\w*|travaill\w*|n[ée]e?|d[ée]m[ée]nag\w*|commune|live[sd]?|living|"
    r"born|moved|work)"
    r"(?: (?:à|a|de|sur|in|at|to|near))?|\b(?:vers|jusqu['’][àa]|depuis|rallier|direction|via|near|towards|in)) $",
    re.IGNORECASE,
)
# Before a lone name these make it a thing: "un SAAD", "la Garance"; French puts no article before a first name.
ARTICLES = frozenset("le la les l un une du des d au aux ce cet cette ces the a an this that these".split())
FIELD = re.compile(
    r"\b(?:pr[ée]noms?|noms?(?: de famille)?|nom et pr[ée]nom|pr[ée]nom et nom|contact|auteure?|author|name|first name|"
    r"last name|full name|surname|forename|given name|signature|sign[ée]e?|signed|from|responsable|demandeur|"
    r"d[ée]clarant|requ[ée]rant|locataire|tenant|resident|b[ée]n[ée]ficiaire|titulaire|holder|applicant) ?[:=] ?",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"(?:\b(?:demand(?:ez|er|e)|parl(?:ez|er|é)|[ée]cri(?:vez|re|s)|adress(?:ez|er)|envoy(?:ez|er)|don(?:nez|"
    r"ner)|rend(?:ez|re)|"
    r"merci|bravo|gr[âa]ce|hommage|f[ée]licitations|soutien|pens[ée]e)(?:[ -](?:vous|moi|le|la))? [àa] |"
    r"\b(?:merci|bonjour|bonsoir|salut|appel(?:ez|er|le)|contact(?:ez|er)|joindre|rembours(?:ez|er)|"
    r"remerci(?:er|e|ons)|accouch[ée]e? de|"
    r"(?:naissance|d[ée]c[èe]s|deuil|enterrement|obs[èe]ques|mariage|anniversaire|m[ée]moire|agression) de|"
    r"(?:birth|funeral|wedding|birthday|memory) of|"
    r"aid(?:ez|er)|chez|avec|selon|d['’]apr[èe]s|sauf|voir|voyez|rencontr[ée]r?|connais|connaissez|"
    r"je suis|nous sommes|i am|i['’]m|we are|"
    r"ask|call|contact|refund|thank|thanks to|thank you|help|ring|phone|meet|met|see|tell|told|with|hi|hello|dear|"
    r"according to|de la part de|l['’]attention de|on behalf of|speak to|talk to|spoke to|"
    r"talked to|email|text|pay|support|from|by) )",
    re.IGNORECASE,
)
# Where two unknown names follow these, somebody is meant; after a mere preposition it may be a firm.
ASKED_FOR_SURE = re.compile(
    r"\b(?:demandez|demander|parlez|[ée]crivez|merci|bravo|hommage|f[ée]licitations|soutien) [àa] |"
    r"\b(?:ask|thank|thanks to|thank you|hello|dear|hi|spoke (?:to|with)|speak (?:to|with)|talked to|je suis|"
    r"i am|i['’]m) ",
    re.IGNORECASE,
)
ROLE_AFTER = re.compile(
    r",? (?:\(|qui est |who is |is )?(?:ma|mon|notre|nos|sa|son|leur|le|la|les|l['’]|un|"
    r"une|my|our|his|her|their|the|a|an)? ?"
    r"(?P<role>[^\W\d_]+(?:-[^\W\d_]+)*)",
    re.IGNORECASE,
)
AGED = re.compile(
    r" ?[,(] ?(?:age[ds]?|[âa]g[ée]e? de)? ?\d{1,3} ?(?:ans|years|yrs|mois|months)\b", re.IGNORECASE
)
HERE = re.compile(
    r" (?:here|family|household|residence|next door|upstairs|downstairs|from (?:number|no|flat|block|room|"
    r"the (?:shop|flat|"
    r"desk|office|library|surgery|school))|d['’]à côté|d['’]en (?:face|haut|bas)|du (?:\d+(?:e|er|ème)|dessus|"
    r"dessous|service|"
    r"guichet|rez))\b|['’]s (?:family|house|home|shop|bakery|mother|father|son|daughter)"
)
SHOWS = re.compile(
    r"\W{0,6}(?:(?:t[ée]l|tel|phone|mail|e-mail|email|courriel|adresse|s[ée]cu|nas|sin|nino|ni|iban|portable|"
    r"mobile|cell)\W{0,4})?$",
    re.IGNORECASE,
)

PLACE_THINGS = frozenset(
    "rue rues avenue av boulevard bd place square quai pont ponts porte allee impasse passage chemin cours route "
    "voie autoroute station stations gare metro rer tram tramway arret terminus ligne aeroport port lycee lycees "
    "college colleges ecole ecoles universite fac faculte institut campus creche maternelle hopital hopitaux "
    "clinique chu ehpad stade gymnase piscine parc parcs jardin jardins bois foret lac plage ile iles mont monts "
    "col fort tour tours theatre cinema salle musee mediatheque bibliotheque centre espace residence cite "
    "quartier village ville commune hameau arrondissement rond-point carrefour esplanade promenade marche halle "
    "cimetiere eglise cathedrale basilique mosquee chapelle temple synagogue monument statue fondation "
    "association institut prix medaille trophee coupe loi lois decret amendement rapport plan taxe niche arret "
    "jurisprudence commission affaire reforme ordonnance circulaire mesure dispositif methode theoreme syndrome "
    "maladie clause accord accords pacte charte traite principe theorie gouvernement ministere cabinet service "
    "site systeme logiciel application appli portail carte etablissement groupe marque galerie editions journal "
    "radio hotel delegation departement region canton immeuble batiment amphi amphitheatre complexe foyer "
    "dispensaire poste caserne laboratoire labo observatoire programme operation mission pointe baie cap val "
    "vallee cote pays fleuve barrage vallon canal echangeur tunnel viaduc ruelle ruisseau riviere street road "
    "lane drive close park bridge school hospital station airport university college library stadium law laws act "
    "bill amendment prize award foundation theorem disease syndrome commission report inquiry review rule tax "
    "plan church cathedral chapel museum theatre theater centre center house hall hill estate ward lake mount "
    "fort river island port bay cape county city town village district borough square plaza institute hotel pub "
    "inn arms brand team project case affair trophy cup medal statue memorial doctrine formula effect index "
    "scheme fund line lines terminal junction bus ave rd blvd crescent brigade avenue residence resort retail".split()
)
STREETS = frozenset(
    "street st road rd avenue ave lane boulevard blvd drive close crescent terrace square way".split()
)
# What kind of thing it is: "centre sportif", "community centre".
THING_KINDS = frozenset(
    "sportif sportive sportifs municipal municipale culturel culturelle omnisports public publique publics elementaire "
    "primaire maternelle polyvalent polyvalente intercommunal departemental regional universitaire scolaire social "
    "sociale rugby football foot tennis sport sports leisure community primary secondary memorial general grand petit "
    "ancien ancienne nouveau nouvelle pere general marechal docteur".split()
)
PLACE_LINKS = frozenset("de du des la le les l d of the saint sainte st ste san santa sir dite dit".split())
SAINTS = frozenset("saint sainte st ste san santa sankt saints".split())
PARTICLES = frozenset(
    "de da do dos du des del della di von van der den ter ten el al ben bin ibn bint ould aït ait le la mac mc".split()
)
# Particles that begin a family name and are no French word.
FOREIGN_PARTICLES = PARTICLES - frozenset("de du des la le".split())
# Words with a capital that make a run of capitals something else than a person.
NOT_IN_NAMES = frozenset(
    "street road avenue lane boulevard square park bridge school hospital station airport university college "
    "library stadium law act cross junction gardens terrace house hall church elementary primary academy council "
    "party day city county town north south east west upper lower new great group ltd limited inc sa sarl company "
    "bank club united football fc rue place gilets jaunes republique france nationale national nationaux europe "
    "europeenne etat president presidente ministre maire mairie depute deputes senat senateur assemblee conseil "
    "commission cour constitution parlement prefet gouvernement monsieur madame internet wifi covid smic csg tva "
    "rsa isf ric agirc arrco arcco edf sncf ratp caf cpam prenom prenoms nom noms name last first surname "
    "forename idea idee adresse address email mail tel telephone phone age quartier proposition question date "
    "lib libs dem dems "
    "signature objet sujet subject bonjour merci educ nat queida".split()
)
IDIOMS = re.compile(
    r"\b(?:d[ée]s?habill\w+|habill\w+) (?:saint[ -])?(?:pierre|paul|jacques|jean)\b|"
    r"\bpierre,? paul,? (?:ou|et|or|and)? ?jacques\b|"
    r"\bpeter to pay paul\b|\btom,? dick,? (?:and|or) harry\b|\bjean-foutre\b|\baverage joe\b|"
    r"\bmurphy['’]s law\b|\bfaire le jacques\b|"
    r"\bparole d['’][ée]vangile\b|\bsmart alec\b|"
    r"\bkeeping up with the jones(?:es)?\b|\bjack of all trades\b|\bplain jane\b|"
    r"\bbob['’]?s your uncle\b|\bde la saint-glinglin\b|\bmonsieur tout[ -]le[ -]monde\b|\bmichel-?ange\b|"
    r"\bjacques a dit\b|"
    r"\bdavid (?:contre|et|against|and) goliath\b|\badam et [eè]ve\b|\badam and eve\b|\bcastor et pollux\b|"
    r"\btu parles,? charles\b|\bmac ?donald['’]?s?\b|\bpeace and love\b|"
    r"\btalons? d['’]achille\b|\b[ée]toiles? de david\b|\bma pauvre lucette\b|\bstars? of david\b|"
    r"\bsimon says\b|\bunion jack\b|\bjoe public\b|\buncle sam\b|\bnosy parker\b|"
    r"\bheath robinson\b|\bje suis charlie\b|\bhobson['’]s choice\b",
    re.IGNORECASE,
)
