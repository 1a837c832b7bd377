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
  /^(?:(?:very|quite|rather|more|most|less|so|too|pretty)\s|(?:good|bad|great|better|best|worse|free|nice|common|popular|useful|valid|invalid|required|optional|mandatory|key|big|huge|major|main|important|possible|prerequisite|problem|issue|challenge|mistake|question|must|matter|no-op|lot|bit|few|little|same|only|default|first|last|next|following|previous|other|latter|former|result|reason|case|recommended|preferred|easiest|simplest|fastest|right|wrong|current|new|work in progress|member of|fact|part of|good idea|bad idea|integral|essential|crucial|vital|beta|experimental|stable|deprecated)\b)/iu

/** A pattern of what follows the subject: an aside in brackets or commas and hedging adverbs may stand between. */
const after = (name: string, source: string, weight: number): Pattern => [name, new RegExp(`${ASIDE}${source}`, 'iu'), weight]

const AFTER: readonly Pattern[] = [
  after(
    'defined-as',
    String.raw`(?:is|are|was|were|can be|may be|has been|could be)\s+${HEDGE}(?:defined|described|understood|thought of|viewed|regarded|characterized|characterised|expressed)\s+(?:simply\s+)?(?:as|by|to be)\b`,
    0.9,
  ),
  after('refers-to', String.raw`${HEDGE}(?:refers?|referred|alludes?)\s+${HEDGE}to\b`, 0.85),
  after(
    'means',
    String.raw`${HEDGE}(?:means?|denotes?|signif(?:y|ies)|stands? for|is short for|is shorthand for|is another (?:name|word|term) for)\b(?!\s+that)`,
    0.8,
  ),
  after('is-a', String.raw`(?:is|are|was)\s+${HEDGE}(?:an?|any|one of|some|another)\s+`, 0.8),
  after('is-the', String.raw`(?:is|are)\s+${HEDGE}(?:the|those)\s+`, 0.65),
  after(
    'are-plural',
    String.raw`are\s+${HEDGE}[a-z-]+(?:\s+[a-z-]+){0,3}\s+(?:that|which|who|used|of|for|designed|containing|consisting|representing|describing|providing)\b`,
    0.65,
  ),
  after(
    'is-genus',
    String.raw`is\s+${HEDGE}[a-z-]+(?:\s+[a-z-]+){0,3}\s+(?:that|which|who|whose|where|in which|used to|designed to|intended to)\b`,
    0.5,
  ),
  after('represents', String.raw`${HEDGE}(?:represents?|describes?)\s+(?:an?|the|how|one|all)\b`, 0.75),
  after('represent-plural', String.raw`${HEDGE}represents?\s+[a-z]`, 0.6),
  after('responsible-for', String.raw`(?:(?:is|are)\s+[^.;:]{1,80}\s+and\s+)?(?:is|are)\s+${HEDGE}responsible\s+for\b`, 0.6),
  after('consists-of', String.raw`${HEDGE}(?:consists? of|comprises?|is made up of|is composed of|is comprised of)\b`, 0.55),
  after('occurs-when', String.raw`${HEDGE}(?:occurs?|happens?|is when|arises?|takes? place)\s+(?:when|if|where)\b`, 0.55),
  after(
    'involves',
    String.raw`${HEDGE}(?:involves?|specif(?:y|ies)|identif(?:y|ies)|deals? with|is concerned with|encompass(?:es)?)\b`,
    0.5,
  ),
  after('used-to', String.raw`(?:is|are|can be)\s+${HEDGE}used\s+(?:to|for|as|by|when|in)\b`, 0.45),
  after(
    'allows',
    String.raw`${HEDGE}(?:allows?|enables?|lets?|provides?|offers?|tracks?|holds?|contains?|stores?|records?|defines?|controls?|determines?|combines?|measures?|transforms?|converts?|manages?|handles?|collects?|receives?|connects?|groups?|executes?)\s+(?!with\b|in\b|on\b|at\b|it\b|them\b)`,
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

/** Determiners, quotation marks and a short frame (`In statistics,`) that may stand before a sentence's subject. */
export const SUBJECT_LEAD =
  /^[\s"'“‘*>•–-]*(?:(?:in|for|within|under|as (?:a|the) (?:noun|verb))\s+[^,.;:]{2,40},\s+)?(?:the\s+(?:term|word|phrase|name|concept|notion)\s+)?(?:an?\s+|the\s+)?["'“‘*]*$/iu

/** Best pattern for a term whose right context is `after` (text from its end to the sentence's end), the term being the subject. */
export function englishAfter(after: string): PatternMatch | null {
  for (const [name, pattern, weight] of AFTER) {
    const match = pattern.exec(after)
    if (!match) continue
    if (name === 'is-a' || name === 'is-the') {
      const genus = after.slice(match[0].length)
      if (NOT_GENUS.test(genus)) return null
      const specified = /\b(?:that|which|who|where|whose|used|for|of|to|in|with|between|by|containing|representing)\b/iu.test(genus)
      return { name, weight: specified ? weight + 0.1 : weight - 0.1 }
    }
    return { name, weight }
  }
  return null
}

/** A state with its condition: `A tree is said to be dirty if …`. */
const STATE_BEFORE = /\b(?:is|are)\s+(?:then\s+)?(?:said to be|considered(?: to be)?|regarded as|called|termed)\s+["'“‘*]*$/iu
const STATE_AFTER = /^["'”’*]*,?\s+(?:if|when|whenever|as soon as|unless)\s/iu

/**
 * Best pattern for a term whose left context is `before` (text from the sentence's start to the term's start), `after` running from its end to
 * the sentence's end.
 */
export function englishBefore(before: string, after = ''): PatternMatch | null {
  if (STATE_BEFORE.test(before) && STATE_AFTER.test(after)) return { name: 'state', weight: 0.7 }
  for (const [name, pattern, weight] of BEFORE) if (pattern.test(before)) return { name, weight }
  return null
}
