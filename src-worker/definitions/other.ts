import type { PatternMatch } from './english.ts'

/**
 * Defining patterns of languages without a tagger, by the first part of their BCP 47 tag: the copula with a determiner, verbs of naming, and frames around
 * the term (Unter X versteht man …, On appelle X une …, X是指…, X란 …를 말한다). A language without a row here has no defining sentences, only contexts.
 */
interface Patterns {
  /** What may stand between the sentence's start and the term. */
  readonly lead: RegExp
  /** What follows a term that stands behind `lead`. */
  readonly after: readonly (readonly [name: string, pattern: RegExp, weight: number])[]
  /** What stands before and after a term somewhere else. */
  readonly around: readonly (readonly [name: string, before: RegExp, after: RegExp, weight: number])[]
}

const ASIDE = String.raw`^["'”’»“]?(?:\s*[(（][^()（）]{1,80}[)）])?`

const lead = (articles: string): RegExp => new RegExp(String.raw`^[\s"'“„«*>•–-]*(?:(?:${articles}))?["'“„«*]*$`, 'iu')
const behind = (source: string): RegExp => new RegExp(`${ASIDE}\\s*${source}`, 'iu')
const ANYTHING = /^/u

const NL: Patterns = {
  lead: lead(String.raw`(?:de|het|een)\s+`),
  after: [
    ['is-a', behind(String.raw`(?:is|zijn)\s+(?:dus\s+)?(?:een|elke?|iedere?)\s`), 0.85],
    ['means', behind(String.raw`(?:betekent|verwijst\s+naar|staat\s+voor|omvat)\s`), 0.75],
    ['is-the', behind(String.raw`(?:is|zijn)\s+(?:de|het)\s`), 0.7],
  ],
  around: [
    [
      'we-mean',
      lead(String.raw`onder\s+(?:(?:de|het|een)\s+)?`),
      /^\s+(?:wordt|worden|verstaa[nt]).*\b(?:versta(?:an|at)|bedoeld)\b/iu,
      0.85,
    ],
    ['called', /\b(?:heten?|noemt\s+men|noemen\s+we)\s+(?:(?:de|het|een)\s+)?["'“]*$/iu, ANYTHING, 0.6],
  ],
}

const FR: Patterns = {
  lead: lead(String.raw`(?:l['’]|(?:les?|la|une?|des)\s+)`),
  after: [
    ['is-a', behind(String.raw`(?:est|sont)\s+(?:donc\s+)?(?:une?|des|tout|l['’]un)\s`), 0.85],
    [
      'means',
      behind(String.raw`(?:désigne(?:nt)?|signifie(?:nt)?|correspond(?:ent)?\s+à|consiste(?:nt)?\s+(?:à|en)|est\s+définie?\s+comme)\s`),
      0.8,
    ],
    ['is-the', behind(String.raw`(?:est|sont)\s+(?:les?\s|la\s|l['’])`), 0.7],
  ],
  around: [
    ['called', /\bon\s+(?:appelle|nomme|entend\s+par)\s+["'«“]*\s*$/iu, /^\s*["'»”]*,?\s+(?:une?|les?|la|l['’]|tout|des?)\b/iu, 0.85],
    ['called', /\b(?:appelé|nommé|dénommé)e?s?\s+(?:les?\s+|la\s+|une?\s+)?["'«“]*\s*$/iu, ANYTHING, 0.6],
  ],
}

const DE: Patterns = {
  lead: lead(String.raw`(?:der|die|das|ein|eine)\s+`),
  after: [
    ['is-a', behind(String.raw`(?:ist|sind)\s+(?:also\s+)?(?:ein|eine|eines|jede[rs]?|alle)\s`), 0.85],
    ['means', behind(String.raw`(?:bezeichne[nt]|bedeute[nt]|steht\s+für|umfasst)\s`), 0.75],
    ['is-the', behind(String.raw`(?:ist|sind)\s+(?:der|die|das)\s`), 0.7],
  ],
  around: [
    [
      'we-mean',
      lead(String.raw`unter\s+(?:(?:dem|der|den|einem|einer)\s+)?`),
      /^\s+(?:versteht|verstehen|wird|werden)\b.*\b(?:man|wir|verstanden)\b/iu,
      0.85,
    ],
    [
      'called',
      lead(String.raw`als\s+(?:(?:ein|eine|der|die|das)\s+)?`),
      /^\s+(?:bezeichnet\s+man|bezeichnen\s+wir|wird\b.*\bbezeichnet|werden\b.*\bbezeichnet)\b/iu,
      0.8,
    ],
    ['called', /\b(?:heißt|heißen|nennt\s+man|nennen\s+wir)\s+(?:(?:ein|eine|der|die|das)\s+)?["'„“]*$/iu, ANYTHING, 0.6],
  ],
}

const ES: Patterns = {
  lead: lead(String.raw`(?:el|la|los|las|una?|unos|unas)\s+`),
  after: [
    ['is-a', behind(String.raw`(?:es|son)\s+(?:una?|unos|unas|cualquier|todo)\s`), 0.85],
    ['means', behind(String.raw`(?:se\s+refieren?\s+a|significan?|designan?|consisten?\s+en|se\s+define[n]?\s+como)\s`), 0.8],
    ['is-the', behind(String.raw`(?:es|son)\s+(?:el|la|los|las)\s`), 0.7],
  ],
  around: [['called', /\bse\s+(?:llama|denomina|conoce\s+como|entiende\s+por)n?\s+(?:el\s+|la\s+|una?\s+)?["'«“]*$/iu, ANYTHING, 0.65]],
}

const IT: Patterns = {
  lead: lead(String.raw`(?:l['’]|un['’]|(?:il|lo|la|i|gli|le|uno?|una)\s+)`),
  after: [
    ['is-a', behind(String.raw`(?:è|sono)\s+(?:un['’]|(?:uno?|una|ogni)\s)`), 0.85],
    [
      'means',
      behind(String.raw`(?:indica(?:no)?|significa(?:no)?|designa(?:no)?|si\s+riferi(?:sce|scono)\s+a|consist(?:e|ono)\s+in)\s`),
      0.8,
    ],
    ['is-the', behind(String.raw`(?:è|sono)\s+(?:l['’]|(?:il|lo|la|i|gli|le)\s)`), 0.7],
  ],
  around: [['called', /\bsi\s+(?:chiama|definisce|intende\s+per)\s+(?:il\s+|la\s+|una?\s+)?["'«“]*$/iu, ANYTHING, 0.65]],
}

const PT: Patterns = {
  lead: lead(String.raw`(?:os?|as?|uma?|uns|umas)\s+`),
  after: [
    ['is-a', behind(String.raw`(?:é|são)\s+(?:uma?|uns|umas|qualquer|todo)\s`), 0.85],
    ['means', behind(String.raw`(?:significam?|designam?|refere(?:m)?-se\s+a|consiste[m]?\s+em|define[m]?-se\s+como)\s`), 0.8],
    ['is-the', behind(String.raw`(?:é|são)\s+(?:os?|as?)\s`), 0.7],
  ],
  around: [['called', /\b(?:chama-se|denomina-se|entende-se\s+por)\s+(?:os?\s+|as?\s+|uma?\s+)?["'«“]*$/iu, ANYTHING, 0.65]],
}

const ZH: Patterns = {
  lead: /^[\s"'“「《*•]*(?:所谓|所謂)?[“「《]?$/u,
  after: [
    ['means', /^[”」》]?(?:（[^（）]{1,60}）|\([^()]{1,60}\))?[，,]?(?:是指|指的是|係指|系指|即为|即為|(?:被)?定义为|(?:被)?定義為)/u, 0.9],
    ['is-a', /^[”」》]?(?:（[^（）]{1,60}）|\([^()]{1,60}\))?是(?:一[种个类套项組组種個類]|指)/u, 0.85],
    ['is-the', /^[”」》]?(?:（[^（）]{1,60}）|\([^()]{1,60}\))?是[^，,。]?.{2,80}的[^的，,。、]{1,12}[。.]?\s*$/u, 0.7],
  ],
  around: [['called', /(?:称为|稱為|叫做|叫作|称作|稱作|名为)[“「《]?$/u, /^[”」》]?[，,。]/u, 0.65]],
}

const KO: Patterns = {
  lead: /^[\s"'“‘「*•]*$/u,
  after: [
    ['means', /^["'”’」]?(?:\([^()]{1,60}\))?(?:이?란|(?:이?라는 것은))\s/u, 0.9],
    [
      'means',
      /^["'”’」]?(?:\([^()]{1,60}\))?(?:은|는)\s.*(?:을|를|고|라)\s*(?:말한다|말합니다|뜻한다|뜻합니다|의미한다|의미합니다|가리킨다|가리킵니다|한다)\.?\s*$/u,
      0.85,
    ],
    ['is-a', /^["'”’」]?(?:\([^()]{1,60}\))?(?:은|는)\s.*(?:이다|입니다)\.?\s*$/u, 0.7],
  ],
  around: [['called', /[을를]\s["'“‘「]?$/u, /^["'”’」]?(?:이?라고?)\s?(?:한다|합니다|부른다|부릅니다)/u, 0.7]],
}

const LANGUAGES: Readonly<Record<string, Patterns>> = { nl: NL, fr: FR, de: DE, es: ES, it: IT, pt: PT, zh: ZH, ko: KO }

const patternsOf = (tag: string): Patterns | undefined => LANGUAGES[tag.toLowerCase().split('-')[0] ?? '']

/** Whether what stands between the sentence's start and a term leaves it the sentence's subject. */
export const leadsSubject = (before: string, tag: string): boolean => patternsOf(tag)?.lead.test(before) ?? before.trim() === ''

/**
 * The best pattern that defines a term in a language without a tagger.
 * @param before text from the sentence's start to the term
 * @param after text from its end to the sentence's end
 * @param tag BCP 47 tag of the document
 */
export function otherMatch(before: string, after: string, tag: string): PatternMatch | null {
  const patterns = patternsOf(tag)
  if (!patterns) return null
  for (const [name, left, right, weight] of patterns.around) if (left.test(before) && right.test(after)) return { name, weight }
  if (!patterns.lead.test(before)) return null
  for (const [name, pattern, weight] of patterns.after) if (pattern.test(after)) return { name, weight }
  return null
}
