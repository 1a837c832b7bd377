import { foldKey } from '../../src-main/contract/text/fold.ts'
import { wordsAt } from './mentions.ts'

/** Whether one sentence that defines two terms says that they are one. */

/** What stands between two names of one thing: `X, also known as Y`, `X, i.e. Y`, `X、別名Y`. */
const ALIAS =
  /\b(?:called|known|termed|named|dubbed|aka|i\.e|short for|abbreviated|synonym\p{L}*|same as|or simply|or just)\b|=|別名|別称|通称|略称|略して|すなわち|つまり|とも(?:いう|言う|呼)|と呼/u
/** Characters; farther apart the cue belongs to something else. */
const NEAR = 30
/** `X (Y)`, `X（often known as Y）`: a bracket holds to what is before it over a longer way. */
const BRACKET = /[（(]/u
const NEAR_BRACKET = 60

/**
 * A sentence in which both names stand tells two things apart (`the core is called the plumbing, the interfaces on top the porcelain`) unless it calls one by
 * the other. Where one of them does not stand in it, nothing is known.
 * @param definition that both terms have
 * @returns true: it tells them apart
 */
export function tellsApart(definition: string, one: string, other: string): boolean {
  const text = foldKey(definition)
  const [a, b] = [foldKey(one), foldKey(other)]
  const [from, to] = [wordsAt(text, a), wordsAt(text, b)]
  if (from < 0 || to < 0 || wordsAt(a, b) >= 0 || wordsAt(b, a) >= 0) return false
  const between = from < to ? text.slice(from + a.length, to) : text.slice(to + b.length, from)
  return !(between.length <= NEAR && ALIAS.test(between)) && !(between.length <= NEAR_BRACKET && BRACKET.test(between))
}
