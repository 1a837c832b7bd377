import { singular } from '../terms/shapes-english.ts'

/** English patterns that define a term, by the text after it, before it or around it. Weights are hand-set from the field's usual precisions. */

export interface PatternMatch {
  readonly name: string
  /** Trust in the pattern, 0–1. */
  readonly weight: number
}

type Pattern = readonly [name: string, pattern: RegExp, weight: number]

const HEDGE = String.raw`(?:(?:also|often|simply|basically|essentially|usually|generally|typically|commonly|sometimes|just|actually|primarily|mainly|really|now|currently|therefore|thus|best|formally|in (?:fact|essence|general|short)),?\s+)*`
const ASIDE = String.raw`^[\s"'”’*]*(?:\([^()]{1,80}\)\s*)?(?:,\s*[^,;:]{2,90},\s*)?(?:,?\s*(?:or|aka|a\.k\.a\.)\s+[^,;:.]{2,40}?,?\s+)?`

/** Nouns and adjectives after `is a/the` that state a property or an opinion and define nothing. */
const NOT_GENUS =
  /^(?:(?:very|quite|rather|more|most|less|so|too|pretty)\s|(?:good|bad|great|better|best|worse|free|nice|common|popular|useful|valid|invalid|required|optional|mandatory|key|big|huge|major|main|important|possible|prerequisite|problem|issue|challenge|mistake|question|must|matter|no-op|lot|bit|few|little|same|only|default|first|last|next|following|previous|other|latter|former|result|reason|case|examples?|recommended|preferred|easiest|simplest|fastest|right|wrong|current|new|work in progress|member of|fact|part of|good idea|bad idea|integral|essential|crucial|vital|beta|experimental|stable|deprecated)\b)/iu

/** Words of a genus before its noun: no negation, no participle with what it is done by or in (`are separated by a row`, `is shown between`). */
const GENUS = String.raw`(?!not\b|examples?\b|then\b|never\b|given\b|taken\b|kept\b|made\b|put\b|shown\b|sent\b|held\b|done\b|found\b|[a-z-]+ed\s+(?:[a-z]+ly\s+)?(?:by|in|on|as|to|from|with|for|at|around|when|using|into|only|through|between|and|or)\b)(?:[a-z-]+\s+){0,3}`
/** No preposition or adjective, behind which `that` would open no relative clause. */
const NO_LINK = '(?!(?:between|of|in|on|by|than|so|such|sure|true|clear|likely|possible|for|with|from|to|said|assumed|required)\\b)'
const DIFFERENTIA =
  '(?:that|which|who|whose|where|(?:in|on|from|to|by|with|through) which|used|of|for|designed|containing|consisting|representing|describing|providing)'

/** A pattern of what follows the subject: an aside in brackets or commas and hedging adverbs may stand between. */
const after = (name: string, source: string, weight: number): Pattern => [name, new RegExp(`${ASIDE}${source}`, 'iu'), weight]

const AFTER: readonly Pattern[] = [
  after(
    'defined-as',
    String.raw`(?:is|are|was|were|has been)\s+${HEDGE}(?:defined|described|understood|thought of|viewed|regarded|characterized|characterised|expressed)\s+(?:simply\s+)?(?:as|to be)\b`,
    0.9,
  ),
  after(
    'may-be-defined-as',
    String.raw`(?:can|may|could)\s+${HEDGE}be\s+${HEDGE}(?:defined|described|understood|thought of|viewed|regarded|characterized|characterised)\s+(?:simply\s+)?as\b`,
    0.85,
  ),
  after('defined-by', String.raw`(?:is|are)\s+${HEDGE}(?:defined|described|characterized|characterised)\s+by\b`, 0.45),
  after(
    'represented-as',
    String.raw`(?:is|are)\s+${HEDGE}(?:represented|implemented|modell?ed|realised|realized|recorded|stored)\s+as\s+(?:an?|the)\b`,
    0.55,
  ),
  after('refers-to', String.raw`${HEDGE}(?<verb>refers?|alludes?)\s+${HEDGE}to\b`, 0.85),
  after(
    'means',
    String.raw`${HEDGE}(?:(?<verb>means?|denotes?|signif(?:y|ies)|stands?(?= for))(?: for)?|is short for|is shorthand for|is another (?:name|word|term) for)\b(?!\s+that)`,
    0.8,
  ),
  after('is-a', String.raw`(?:is|are|was)\s+${HEDGE}(?:an?|any|one of|some|another)\s+`, 0.8),
  after('is-the', String.raw`(?:is|are)\s+${HEDGE}(?:the|those)\s+`, 0.65),
  after('are-plural', String.raw`are\s+${HEDGE}${GENUS}(?:[a-z-]+[^aiu\s]s|people|data|software|men|women)\s+${DIFFERENTIA}\b`, 0.65),
  after(
    'is-genus',
    String.raw`is\s+${HEDGE}${GENUS}${NO_LINK}[a-z-]{3,}\s+(?:that|which|who|whose|where|in which|used to|designed to|intended to)\b`,
    0.5,
  ),
  // A tree is how Git represents a directory.
  after('is-how', String.raw`(?:is|are)\s+(?:how|what|where)\s`, 0.5),
  after('represents', String.raw`${HEDGE}(?<verb>represents?|describes?)\s+(?:an?|the|how|one|all)\b`, 0.75),
  after('represent-plural', String.raw`${HEDGE}(?<verb>represents?)\s+[a-z]`, 0.6),
  after('responsible-for', String.raw`(?:(?:is|are)\s+[^.;:]{1,80}\s+and\s+)?(?:is|are)\s+${HEDGE}responsible\s+for\b`, 0.6),
  after(
    'consists-of',
    String.raw`${HEDGE}(?:(?<verb>consists?(?= of)|comprises?)(?: of)?|is made up of|is composed of|is comprised of)\b`,
    0.55,
  ),
  after('occurs-when', String.raw`${HEDGE}(?:occurs?|happens?|is when|arises?|takes? place)\s+(?:when|if|where)\b`, 0.55),
  after(
    'involves',
    String.raw`${HEDGE}(?:(?<verb>involves?|specif(?:y|ies)|identif(?:y|ies)|deals?(?= with)|encompass(?:es)?)(?: with)?|is concerned with)\b`,
    0.5,
  ),
  after('used-to', String.raw`(?:is|are|can be)\s+${HEDGE}used\s+(?:to|for|as|by|when|in)\b`, 0.45),
  after(
    'allows',
    String.raw`${HEDGE}(?<verb>allows?|enables?|lets?|provides?|offers?|tracks?|holds?|contains?|stores?|records?|defines?|controls?|determines?|combines?|measures?|transforms?|converts?|manages?|handles?|collects?|receives?|connects?|groups?|executes?)\s+(?!with\b|in\b|on\b|at\b|it\b|them\b)`,
    0.45,
  ),
  ['appositive', /^[\s"'”’]*,\s+(?:an?|the|any|one of|a type of|a kind of)\s+[a-z][^,;:.]{8,120}(?:,|\.|;|$)/iu, 0.5],
  ['dash', /^[\s"'”’]*(?:\([^()]{1,60}\)\s*)?(?:\s[–—-]{1,3}\s|\s*[:：]\s+)(?:an?|the|any|one)\s/iu, 0.6],
]

const BEFORE: readonly Pattern[] = [
  [
    'called',
    /\b(?:is|are|was|be|also|often|commonly|sometimes|usually|generally|being|been|we|which)\s+(?:then\s+|also\s+|often\s+|commonly\s+|usually\s+|sometimes\s+|collectively\s+|simply\s+)*(?:called|termed|named|dubbed|labell?ed|known as|referred to as|call|call this|call these|call it)\s+(?:an?\s+|the\s+|as\s+)?["'“‘*]*$/iu,
    0.65,
  ],
  ['so-called', /\b(?:called|termed|known as|referred to as)\s+(?:an?\s+|the\s+)?["'“‘*]*$/iu, 0.4],
  // A remote system, or host, that …: the whole phrase before it says what it is.
  ['or-name', /^\s*(?:an?|any|one)\s+[a-z][^,.;:]{3,60},\s+or\s+(?:an?\s+)?["'“‘*]*$/iu, 0.6],
  ['definition-of', /\b(?:definition|meaning|notion|concept) of\s+(?:an?\s+|the\s+)?["'“‘*]*$/iu, 0.3],
  ['we-mean', /^by\s+(?:an?\s+|the\s+)?["'“‘*]*$/iu, 0.4],
]

/** What frames one case and no field: `In this example,`, `In the past,`; `In this context,` is a field. */
const NO_FRAME = String.raw`(?:the past|this (?!context|document|specification|standard|policy|regulation|directive|convention|chapter|section|guide)|that|these|those|our|your|my|such|addition|order|example|(?:an?|the|some|both|either) (?:[a-z]+ )?(?:examples?|cases?))\b`

/** Determiners, quotation marks and a short frame (`In statistics,`) that may stand before a sentence's subject. */
export const SUBJECT_LEAD = new RegExp(
  String.raw`^[\s"'“‘*>•–-]*(?:(?:in|for|within|under|as (?:a|the) (?:noun|verb))\s+(?!${NO_FRAME})[^,.;:]{2,40},\s+)?(?:the\s+(?:term|word|phrase|name|concept|notion)\s+)?(?:an?\s+|the\s+)?["'“‘*]*$`,
  'iu',
)

/** Nouns that are plural without an s, or one thing with it. */
const NO_NUMBER = /(?:^|\s)(?:data|metadata|media|people|men|women|children|criteria|staff|police|series|species|means)$/iu

/** How well subject and verb agree, 0–1: `objects is a …` speaks of a name, `GitHub handle or …` has no verb. */
function agreement(subject: string, said: string, verb: string | undefined, hasSingular: boolean): number {
  const last = /[\p{L}\p{N}'’-]+$/u.exec(subject)?.[0] ?? ''
  if (last === '' || NO_NUMBER.test(subject)) return 1
  const plural = singular(last.toLowerCase()) !== last.toLowerCase()
  if (verb === undefined) return plural && hasSingular && /^\s*is\s/u.test(said) ? 0.5 : 1
  const third = /s$/u.test(verb)
  if (!plural && !third) return 0
  return plural && third && hasSingular ? 0.6 : 1
}

/**
 * Best pattern for a term whose right context is `after` (text from its end to the sentence's end), the term being the subject.
 * @param subject the term as it is written there; empty = any number
 * @param hasSingular what looks like its plural is one: the singular is written elsewhere
 */
export function englishAfter(after: string, subject = '', hasSingular = false): PatternMatch | null {
  for (const [name, pattern, weight] of AFTER) {
    const match = pattern.exec(after)
    if (!match) continue
    const verb = match.groups?.verb
    // A row of titles: `Spans, Metrics, Provides …`.
    if (verb !== undefined && /^\p{Lu}/u.test(verb)) return null
    const fit = subject === '' ? 1 : agreement(subject, after, verb, hasSingular)
    if (fit === 0) return null
    if (name === 'is-a' || name === 'is-the') {
      const genus = after.slice(match[0].length)
      if (NOT_GENUS.test(genus)) return null
      const specified = /\b(?:that|which|who|where|whose|used|for|of|to|in|with|between|by|containing|representing)\b/iu.test(genus)
      return { name, weight: (specified ? weight + 0.1 : weight - 0.1) * fit }
    }
    return { name, weight: weight * fit }
  }
  return null
}

/** A state with its condition: `A tree is said to be dirty if …`. */
const STATE_BEFORE = /\b(?:is|are)\s+(?:then\s+)?(?:said to be|considered(?: to be)?|regarded as|called|termed)\s+["'“‘*]*$/iu
const STATE_AFTER = /^["'”’*]*,?\s+(?:if|when|whenever|as soon as|unless)\s/iu

/** Where a name goes on behind the term: `a Chart of Accounts`, `line "A"`, a quotation that is not over. */
function goesOn(before: string, after: string): boolean {
  if (/^\s+of\s/iu.test(after) || /^\s+["“'‘]?[A-Z\d]["”'’]?(?![\p{L}\d])/u.test(after)) return true
  return /["“‘]\s*$/u.test(before) && !/^[*_]*["”’'.,]/u.test(after)
}
/** `This is called …` names what another sentence said. */
const ANTECEDENT = /^[\s"'“(]*(?:this|these|that|those|it|they|which)\b/iu
const ONE_CASE = /^[\s"'“(]*(?:(?:in|for) (?:this|that|the|our|an?) (?:[a-z]+ )?(?:example|case)\b|for (?:example|instance)\b)/iu

/**
 * Best pattern for a term whose left context is `before` (text from the sentence's start to the term's start), `after` running from its end to
 * the sentence's end.
 */
export function englishBefore(before: string, after = ''): PatternMatch | null {
  if (STATE_BEFORE.test(before) && STATE_AFTER.test(after)) return { name: 'state', weight: 0.7 }
  if (goesOn(before, after)) return null
  const trust = ONE_CASE.test(before) ? 0.7 : ANTECEDENT.test(before) ? 0.8 : 1
  for (const [name, pattern, weight] of BEFORE) if (pattern.test(before)) return { name, weight: weight * trust }
  return null
}
