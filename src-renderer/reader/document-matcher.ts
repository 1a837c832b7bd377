import { findIn, foldedText } from './find.ts'
import type { Spot } from './locate.ts'
import { filterMatches, type MarkFilter } from './mark-filter.ts'
import { buildMatcher, type Matches, type MatchTerm } from './match.ts'

/** The document shown, the terms looked for in it, and what was found last; what the page asks of its worker (match-worker.ts). */
export interface DocumentMatcher {
  /** The document from here on. @param given text of every block @param code blocks in which no term is looked for */
  read(given: readonly string[], code: readonly number[]): void
  /** The terms from here on. */
  know(terms: readonly MatchTerm[]): void
  /** Where they are. @param extra looked for besides them @returns null when it is nowhere, so that all is as without it */
  match(extra: MatchTerm | null): Matches | null
  /** Quadruples of the matches last found that stay. */
  filter(filter: MarkFilter): Int32Array
  /** Places of words people look for. */
  find(words: string): readonly Spot[]
}

export function documentMatcher(): DocumentMatcher {
  let texts: readonly string[] = []
  /** The same, but empty where no term is looked for. */
  let running: readonly string[] = []
  let folded: readonly string[] | null = null
  let glossary: readonly MatchTerm[] = []
  /** Matches of the glossary alone; null until they are asked for. */
  let own: Matches | null = null
  let last: Matches = { quads: new Int32Array(), entries: [] }
  return {
    read: (given, code) => {
      const without = new Set(code)
      texts = given
      running = given.map((text, block) => (without.has(block) ? '' : text))
      folded = null
      own = null
    },
    know: (terms) => {
      glossary = terms
      own = null
    },
    match: (extra) => {
      // Most of the terms people go through are not in the document they have open: to see that is far less work than to look for all of them again.
      if (extra && buildMatcher([extra])(running).quads.length > 0) {
        last = buildMatcher([...glossary, extra])(running)
        return last
      }
      own ??= buildMatcher(glossary)(running)
      last = own
      return extra ? null : last
    },
    filter: (filter) => filterMatches(last, filter),
    find: (words) => {
      folded ??= texts.map(foldedText)
      return findIn(folded, words)
    },
  }
}
