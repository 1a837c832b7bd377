/** Words of which one says the contrary of the other: a sentence that has one where its passages only have the other turns what they say. */

const PAIRS_EN: readonly (readonly [RegExp, RegExp])[] = [
  [/\bat least\b/u, /\bat most\b|\bup to\b|\bno more than\b/u],
  [/\bat most\b|\bup to\b/u, /\bat least\b/u],
  [/\bbefore\b/u, /\bafter\b/u],
  [/\bafter\b/u, /\bbefore\b/u],
  [/\b(?:more|longer|larger|higher|greater|above|over)\s+than\b/u, /\b(?:less|fewer|shorter|smaller|lower)\s+than\b/u],
  [/\b(?:less|fewer|shorter|smaller|lower)\s+than\b/u, /\b(?:more|longer|larger|higher|greater)\s+than\b/u],
  [/\babove\b/u, /\bbelow\b/u],
  [/\bbelow\b/u, /\babove\b/u],
  [/\bminimum\b/u, /\bmaximum\b/u],
  [/\bmaximum\b/u, /\bminimum\b/u],
  [/\bearlier\b/u, /\blater\b/u],
  [/\blater\b/u, /\bearlier\b/u],
]
/** A sentence why the text turns its passages, or null. @param text folded, as `evidence` is */
export function turned(text: string, evidence: string): string | null {
  for (const [said, contrary] of PAIRS_EN) {
    const [word] = said.exec(text) ?? []
    if (word !== undefined && !said.test(evidence) && contrary.test(evidence)) return `Its passages say the opposite of “${word}”.`
  }
  return null
}

const UPPER = '(?:up to|at most|no more than|not more than|a maximum of|under|below|less than|fewer than|within)'
const LOWER = '(?:at least|no less than|over|above|more than|a minimum of|exceeding|exceeds?)'

/** `over 30` where the passages say `up to 30`, and never `over 30`. @param evidence folded passages */
export function boundTurned(text: string, evidence: string): string | null {
  for (const [, bound, number] of text.matchAll(new RegExp(`\\b(${UPPER}|${LOWER})\\s+(\\d[\\d.]*)`, 'gu'))) {
    const upper = new RegExp(`^${UPPER}$`, 'u').test(bound!)
    const stands = (kind: string): boolean =>
      new RegExp(`\\b${kind}\\s+(?:about\\s+)?${number!.replace('.', '\\.')}(?![\\d.]*\\d)`, 'u').test(evidence)
    if (stands(upper ? LOWER : UPPER) && !stands(upper ? UPPER : LOWER)) return `Its passages say the opposite of “${bound}”.`
  }
  return null
}

const CONTRARIES_EN =
  `more less,longer shorter,larger smaller,higher lower,highest lowest,largest smallest,longest shortest,wider narrower,wide narrow,widen narrow,first last,
rise fall,rises falls,raise lower,raised lowered,increase decrease,increases decreases,increased decreased,before after,above below,incoming outgoing,start end,starts ends,begins ends,
open close,opens closes,opened closed,earliest latest,fewer more,faster slower,gradual sudden,internal external`
    .split(',')
    .map((pair) => pair.trim().split(' ') as [string, string])
/** The sentence has one word where the part it rewords has only the contrary. @param part folded, the closest one */
export function contraryIn(text: string, part: string): string | null {
  const has = (where: string, word: string): boolean => new RegExp(`\\b${word}\\b`, 'u').test(where)
  for (const pair of CONTRARIES_EN)
    for (const [word, contrary] of [pair, [pair[1], pair[0]] as const])
      if (has(text, word) && !has(part, word) && has(part, contrary) && !has(text, contrary))
        return `Its passages say the opposite of “${word}”.`
  return null
}

const TIME_JA = /([一-鿿ァ-ヺー]{1,4})([ぁ-ん]{0,3})(前|後)(?=に|、|の|で|$)/gu

/** 焼いた後 for 焼く前, 障害の前 for 障害の後: the same thing with the contrary, and never with its own. @param evidence plain passages */
export function timeTurnedJa(text: string, evidence: string): string | null {
  for (const [, thing, , side] of text.matchAll(TIME_JA)) {
    const with_ = (one: string): boolean => new RegExp(`${thing}[ぁ-ん]{0,3}${one}`, 'u').test(evidence)
    if (!with_(side!) && with_(side === '前' ? '後' : '前')) return `Its passages say the opposite of “${side}”.`
  }
  // 超えてから for 超える前に.
  const turnedTo = 'てから'
  for (const [, verb] of text.matchAll(/([一-鿿]{1,4})[ぁ-ん]{0,3}[てで]から/gu)) {
    const then = (marks: string): boolean => new RegExp(`${verb}[ぁ-ん]{0,4}(?:${marks})`, 'u').test(evidence)
    if (then('前に') && !then('てから|でから|た後|だ後|たら|だら')) return `Its passages say the opposite of “${turnedTo}”.`
  }
  return null
}
