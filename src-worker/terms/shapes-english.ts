import type { Sentence, Token } from '../language/types.ts'
import { isStopModifier } from './lists-english.ts'
import { isNoise } from './noise.ts'
import type { Shape, TermToken } from './types.ts'

const PLURAL_ACRONYM = /^\p{Lu}[\p{Lu}\d]+s$/u
const HAS_LETTER = /\p{L}/u
const ONLY_WORD_CHARACTERS = /^[\p{L}\p{N}][\p{L}\p{N}&+#/.'’-]*$/u
const PARTICIPLE = /(?:ed|ing|en|wn|lt|pt|ft|ound|ung|ade|old|eft|id)$/u

/** Names that end in s and have a neighbour without: HTTPS is not several HTTP. */
const NO_PLURAL = new Set(
  'https ftps smtps imaps ldaps amqps pops tls dns sms gps aws ios cvs rss nfs cifs news series species means windows kubernetes jenkins postgres netherlands brussels naples wales james charles'.split(
    ' ',
  ),
)

/** The singular of an English noun form by its ending; names in -us, -is, -as, -os and -ss stay. Lower-cased in, lower-cased out. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word
  if (/(?:ss|us|is|as|os|ics|'s)$/u.test(word) || NO_PLURAL.has(word)) return word
  if (/[^aeiou]ies$/u.test(word)) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (/(?:sses|xes|ches|shes|zzes)$/u.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

function normOf(surface: string, lemma: string, shape: Shape): string {
  const lower = surface.toLowerCase()
  if (PLURAL_ACRONYM.test(surface)) return lower.slice(0, -1)
  if (shape === 'P') return /^[\p{Lu}\d]+$/u.test(surface) ? lower : singular(lower)
  if (shape !== 'N') return lower
  // Tracing is what tracers do, a trace is what they leave.
  if (lower.endsWith('ing') && !lemma.endsWith('ing')) return lower
  // The tagger's dictionary knows irregular plurals; where it left a form as it is, the ending decides.
  return lemma !== lower ? lemma : singular(lower)
}

const BASE_VERB_AFTER = new Set(['a', 'an', 'the', 'this', 'that', 'each', 'every', 'another', 'of', 'your', 'its', 'their', 'our', 'no'])

/** Letters English texts borrow; others (Greek in formulas, other alphabets) are no words of the language. */
const FOREIGN = /[^\p{ASCII}\u00c0-\u00ff\u2019\u2010\u2011]/u
/** Numbered things, formulas and file numbers: `a.4.1`, `com/2003/0317`, `cd/cl`. */
const CODE_LIKE = /\d[./]\d|^\p{L}[./]\d|\p{L}\/\p{Ll}{1,2}$|\.\p{L}?\d/u

/** Words of which no term is made, whatever their tag. */
function isNoWord(surface: string, next: Token | undefined): boolean {
  if (FOREIGN.test(surface) || CODE_LIKE.test(surface) || isNoise(surface)) return true
  // A lone letter is a symbol, unless it names a kind of what follows: `C compiler`, `P wave`.
  if (/^\p{L}$/u.test(surface)) return !(/^\p{Lu}$/u.test(surface) && next?.pos === 'NOUN' && next.surface.length > 3)
  return false
}

/** Words of place and direction that taggers take for adverbs also where they modify a noun: `offshore wind farm`, `inside leg`. */
const DIRECTIONS =
  /^(?:offshore|onshore|inside|outside|inland|upstream|downstream|upwind|downwind|upward|downward|inward|outward|forward|backward|sideways|overhead|indoor|outdoor|online|offline|inbound|outbound|overnight|midway)$/iu

/** Participles that hardly ever modify a noun. */
const PREDICATES = new Set(
  'called named termed used based made given taken found shown done said seen let put got gone come become using making taking giving getting doing being having'.split(
    ' ',
  ),
)
/** What stands behind a whole noun phrase. */
const ENDS_PHRASE = new Set(['VERB', 'AUX', 'ADP', 'PRON', 'DET', 'PUNCT'])
const AFTER_VERB = new Set(['DET', 'PRON'])

/** A third-person verb taken for a plural noun, between a noun and the beginning of an object: `the collector offers a way`. */
function isVerbBetween(token: Token, before: Token | undefined, next: Token | undefined): boolean {
  if (!/^\p{Ll}+[^su]s$/u.test(token.surface) || !before || !next) return false
  return (before.pos === 'NOUN' || before.pos === 'PROPN' || before.surface.endsWith('ing')) && AFTER_VERB.has(next.pos)
}

/** A participle taken for a noun: `is overridden by`. After a form of be without an article, and with no noun behind it, it is what is said. */
function isPredicateParticiple(token: Token, before: Token | undefined, next: Token | undefined): boolean {
  return before?.pos === 'AUX' && /\p{Ll}{2}(?:ed|den|ten|wn)$/u.test(token.surface) && next?.pos !== 'NOUN' && next?.pos !== 'PROPN'
}

/** A measure: `4-byte`, `2-way`, never a term of its own. */
const MEASURE = /^\d+-\p{Ll}/u

/** A word with a full stop behind it and none inside: `in.`, `No.`, `A.`, `mass.`; not `U.S.`, `e.g.`. */
const ENDS_IN_STOP = /^\p{L}+\.$/u
/** Abbreviations and initials that stand before a name: `St. Petersburg`, `J. Smith`. */
const opensName = (surface: string, next: Token | undefined): boolean =>
  /^\p{Lu}/u.test(surface) && /^\p{Lu}\p{L}+$/u.test(next?.surface ?? '')

/** The shape of a token by its part of speech and its left neighbours; repairs what the tagger confuses most (nouns read as verbs). */
function shapeOf(token: Token, before: Token | undefined, next: Token | undefined): Shape {
  const { pos, surface } = token
  // The end of a sentence, or an abbreviation that names nothing by itself: at most the beginning of a name.
  if (ENDS_IN_STOP.test(surface)) return opensName(surface, next) ? 'G' : '-'
  if (!HAS_LETTER.test(surface) || !ONLY_WORD_CHARACTERS.test(surface)) return '-'
  if (isStopModifier(surface.toLowerCase()) || isNoWord(surface, next)) return '-'
  const afterNominal = before !== undefined && (BASE_VERB_AFTER.has(before.surface.toLowerCase()) || before.pos === 'ADJ')
  switch (pos) {
    case 'NOUN':
      return isVerbBetween(token, before, next) || isPredicateParticiple(token, before, next) ? '-' : 'N'
    case 'PROPN':
      return 'P'
    case 'ADJ':
      // A variable holds a value, the remote is fetched: with an article before it and no noun behind, it is the noun.
      return before?.pos === 'DET' && next !== undefined && ENDS_PHRASE.has(next.pos) ? 'N' : 'A'
    case 'VERB':
      // Inside a name: the Civil Rights Act.
      if (before?.pos === 'PROPN' && /^\p{Lu}\p{Ll}/u.test(surface)) return 'P'
      // Behind a form of be or have, and where they name or serve, participles are predicates: `is called cardinality`.
      if (before?.pos === 'AUX' || PREDICATES.has(surface.toLowerCase())) return '-'
      if (PARTICIPLE.test(surface.toLowerCase())) return 'G'
      return afterNominal && before?.surface.toLowerCase() !== 'that' ? 'N' : '-'
    case 'ADV':
      return DIRECTIONS.test(surface) && next?.pos === 'NOUN' ? 'A' : '-'
    case 'ADP':
      if (DIRECTIONS.test(surface)) return next?.pos === 'NOUN' ? 'A' : '-'
      return surface.toLowerCase() === 'of' ? 'O' : '-'
    case 'NUM':
      // `two`, `hundred`; but `k8s`, `SHA-1`.
      return /^\p{L}/u.test(surface) && !/^\p{L}\p{Ll}*$/u.test(surface) ? 'P' : '-'
    case 'SYM':
    case 'OTHER':
      return /^\p{L}/u.test(surface) ? 'P' : '-'
    default:
      return '-'
  }
}

/** The shape of a hyphenated compound (the engine joins them after tagging): what its last part says, read as a noun or adjective. */
function compoundShape(token: Token, next: Token | undefined): Shape {
  if (isNoise(token.surface)) return '-'
  if (MEASURE.test(token.surface)) return next?.pos === 'NOUN' || next?.pos === 'PROPN' ? 'A' : '-'
  if (token.pos === 'NOUN') return 'N'
  if (token.pos === 'PROPN') return 'P'
  if (token.pos === 'ADJ') return 'A'
  if (token.pos === 'VERB') return /(?:ed|en|wn|lt|ing)$/u.test(token.surface) ? 'A' : 'N'
  if (token.pos === 'ADV' || token.pos === 'ADP') return next && (next.pos === 'NOUN' || next.pos === 'PROPN') ? 'A' : 'N'
  return '-'
}

/** The word `term` itself: `the term context propagation` names context propagation. */
function isTermWord(tokens: Sentence['tokens'], i: number): boolean {
  const next = tokens[i + 1]
  return (
    /^(?:term|word|phrase|notion|concept)$/iu.test(tokens[i]!.surface) &&
    /^the$/iu.test(tokens[i - 1]?.surface ?? '') &&
    next !== undefined &&
    /^(?:NOUN|PROPN|ADJ)$/u.test(next.pos)
  )
}

/** A gerund that stands as a noun: `distributed tracing is`, `Sampling reduces`, not `by sampling the data`. */
function isNominalGerund(token: Token, before: Token | undefined, next: Token | undefined): boolean {
  if (token.pos !== 'VERB' || !/.{2}ing$/iu.test(token.surface)) return false
  if (before && (before.pos === 'AUX' || before.pos === 'PRON' || before.pos === 'PART' || before.pos === 'CONJ')) return false
  return next === undefined || next.pos === 'AUX' || next.pos === 'PUNCT' || next.surface.toLowerCase() === 'of'
}

/**
 * The tokens of an English sentence for the term patterns: shapes repaired where the tagger confuses nouns and verbs, inline identifiers
 * (by `codeAt`) turned into breaks, normal forms in the singular.
 */
export function englishTokens(
  sentence: Sentence,
  text: string,
  codeAt: (start: number, end: number) => 'word' | 'identifier' | null,
): TermToken[] {
  const { tokens } = sentence
  return tokens.map((token, i) => {
    const surface = text.slice(token.start, token.end)
    const code = codeAt(token.start, token.end)
    let shape =
      /[\p{L}\d]-\p{L}/u.test(surface) && !isStopModifier(surface.toLowerCase())
        ? compoundShape(token, tokens[i + 1])
        : shapeOf(token, tokens[i - 1], tokens[i + 1])
    if (shape === 'G' && isNominalGerund(token, tokens[i - 1], tokens[i + 1])) shape = 'N'
    if (code === 'identifier' || isTermWord(tokens, i)) shape = '-'
    if (code === 'word' && shape === '-' && /^[\p{L}-]{3,}$/u.test(surface)) shape = 'N'
    return {
      surface,
      norm: normOf(surface, token.lemma, shape),
      start: token.start,
      end: token.end,
      shape,
      weak: false,
      code: code === 'word',
    }
  })
}
