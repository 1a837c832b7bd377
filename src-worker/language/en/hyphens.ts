import type { Token } from '../types.ts'

const HYPHEN = /^[-\u2010\u2011]$/u
const WORD = /^[\p{L}\p{N}]/u
const PARTICIPLE = /(?:ed|en|wn|lt|ft|ung)$/iu
const LINKING = new Set(['of', 'the', 'to', 'and', 'in', 'by', 'on', 'at', 'a', 'an', 'for', 'or', 'up', 'down', 'out', 'off', 'over'])

/**
 * Joins `left - ventricular` into one token when nothing stands between the parts. After tagging: the tagger knows the parts, not the compound
 * (term-extraction §2.1: +2.1 F1).
 */
export function mergeHyphens(tokens: readonly Token[]): Token[] {
  const merged: Token[] = []
  for (let i = 0; i < tokens.length; ) {
    let last = i
    while (last + 2 < tokens.length && joins(tokens[last]!, tokens[last + 1]!, tokens[last + 2]!)) last += 2
    merged.push(last === i ? tokens[i]! : compound(tokens.slice(i, last + 1)))
    i = last + 1
  }
  return merged
}

function joins(left: Token, hyphen: Token, right: Token): boolean {
  return (
    HYPHEN.test(hyphen.surface) &&
    left.end === hyphen.start &&
    hyphen.end === right.start &&
    WORD.test(left.surface) &&
    WORD.test(right.surface) &&
    // 2019-2021 is a range, not a word.
    !(left.pos === 'NUM' && right.pos === 'NUM')
  )
}

function compound(parts: readonly Token[]): Token {
  const last = parts.at(-1)!
  return {
    surface: parts.map((part) => part.surface).join(''),
    start: parts[0]!.start,
    end: last.end,
    ...compoundPos(parts),
    // Only a noun at the end inflects: left-ventricles, but well-known.
    lemma: parts.map((part, i) => (i === parts.length - 1 && part.pos === 'NOUN' ? part.lemma : part.surface.toLowerCase())).join(''),
    known: parts.every((part) => part.known),
  }
}

/**
 * A participle at the end makes an adjective (well-known), and so does a linking word inside (state-of-the-art); a bare verb is a name's part
 * (git-commit); else the head decides.
 */
function compoundPos(parts: readonly Token[]): Pick<Token, 'pos' | 'tag'> {
  const last = parts.at(-1)!
  const inner = parts.slice(1, -1)
  if (inner.some((part) => LINKING.has(part.surface.toLowerCase()))) return { pos: 'ADJ', tag: 'ADJ' }
  if (last.pos === 'VERB') return last.lemma === last.surface.toLowerCase() ? { pos: 'NOUN', tag: 'NOUN' } : { pos: 'ADJ', tag: 'ADJ' }
  if (last.pos === 'ADP' || last.pos === 'ADV' || last.pos === 'PART') return particleCompound(parts[0]!)
  const nominal = parts.find((part) => part.pos === 'NOUN' || part.pos === 'PROPN')
  if (last.pos === 'NUM' && nominal) return { pos: nominal.pos, tag: nominal.tag }
  return { pos: last.pos, tag: last.tag }
}

/** warm-up, shoulder-in, feed-in are nouns; built-in, left-over adjectives. */
function particleCompound(first: Token): Pick<Token, 'pos' | 'tag'> {
  return PARTICIPLE.test(first.surface) ? { pos: 'ADJ', tag: 'ADJ' } : { pos: 'NOUN', tag: 'NOUN' }
}
