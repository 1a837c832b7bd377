import type { Shape, Span, TermToken } from './types.ts'

/** Longest candidate, in tokens. */
export const MAX_TOKENS = 5

const isNominal = (shape: Shape): boolean => shape === 'N' || shape === 'P'
const opensTerm = (shape: Shape): boolean => shape === 'N' || shape === 'P' || shape === 'A' || shape === 'G'

/** The runs of tokens an English noun phrase can be made of, as [from, to) with trailing modifiers cut off. */
function runs(tokens: readonly TermToken[]): [number, number][] {
  const out: [number, number][] = []
  for (let i = 0; i < tokens.length; ) {
    if (!opensTerm(tokens[i]!.shape)) {
      i++
      continue
    }
    let end = i + 1
    while (end < tokens.length && opensTerm(tokens[end]!.shape)) end++
    out.push([i, end])
    i = end
  }
  return out
}

/** Candidates of one run: every n-gram of at most 5 tokens that ends in a noun, and single adjectives (part of 2.1's best set). */
function spansOfRun(tokens: readonly TermToken[], from: number, to: number, out: Span[]): number {
  let end = to
  while (end > from && !isNominal(tokens[end - 1]!.shape)) end--
  const start = Math.max(from, end - MAX_TOKENS)
  for (let i = from; i < end; i++) {
    for (let j = i + 1; j <= Math.min(end, i + MAX_TOKENS); j++) {
      if (!isNominal(tokens[j - 1]!.shape)) continue
      if (tokens[i]!.shape === 'G' && j === i + 1) continue
      out.push({ from: i, to: j, maximal: i === start && j === end })
    }
  }
  for (let i = from; i < to; i++) if (tokens[i]!.shape === 'A') out.push({ from: i, to: i + 1, maximal: i >= end })
  return end
}

/** `N of N`: the whole phrase, and its head noun with what follows `of`. The parts stay candidates of their own. */
function ofSpans(tokens: readonly TermToken[], list: readonly (readonly [number, number])[], out: Span[]): void {
  for (let k = 0; k + 1 < list.length; k++) {
    const [from, end] = list[k]!
    const [next, nextEnd] = list[k + 1]!
    if (end === 0 || next !== end + 1 || tokens[end]?.shape !== 'O') continue
    for (const start of new Set([from, end - 1])) {
      if (nextEnd - start <= MAX_TOKENS + 1 && isNominal(tokens[end - 1]!.shape))
        out.push({ from: start, to: nextEnd, maximal: start === from })
    }
  }
}

/**
 * Term candidates of a tokenised English sentence (or of any language whose tokens carry the same shapes).
 * Source of the pattern set: research on ACTER's English domains, candidate recall .79–.92.
 */
export function nounPhraseSpans(tokens: readonly TermToken[]): Span[] {
  const out: Span[] = []
  const ends: [number, number][] = []
  for (const [from, to] of runs(tokens)) ends.push([from, spansOfRun(tokens, from, to, out)])
  ofSpans(
    tokens,
    ends.filter(([from, end]) => end > from),
    out,
  )
  return out
}

/** Shapes of a span as one string, e.g. `AN`. */
export const shapeOf = (tokens: readonly TermToken[], span: Span): string => {
  let shape = ''
  for (let i = span.from; i < span.to; i++) shape += tokens[i]!.shape
  return shape
}

/** The key of a span: normal forms joined by one space, hyphens as spaces, so that `fast-forward` meets `fast forward`. */
export const keyOf = (tokens: readonly TermToken[], span: Span): string => {
  let key = ''
  for (let i = span.from; i < span.to; i++) key += (key ? ' ' : '') + tokens[i]!.norm
  return key.replace(/[-‐‑_]+/gu, ' ')
}
