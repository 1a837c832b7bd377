import { expose, transfer } from 'comlink'
import { findIn, foldedText } from './find.ts'
import type { Spot } from './locate.ts'
import { filterMatches, type MarkFilter } from './mark-filter.ts'
import { buildMatcher, type Matches, type MatchTerm } from './match.ts'

/** The document shown: its text, and its matches. They stay here when the page gets its own: what is marked and what is found is told here too. */
let last: Matches = { quads: new Int32Array(), entries: [] }
let texts: readonly string[] = []
/** The same, but empty where no term is looked for. */
let running: readonly string[] = []
let folded: readonly string[] | null = null
let glossary: readonly MatchTerm[] = []

/** Matching away from the page's thread: a megabyte of text must not stop the typing. */
const api = {
  /** The document from here on. @param given text of every block @param code blocks in which no term is looked for */
  read(given: readonly string[], code: readonly number[]): void {
    const without = new Set(code)
    texts = given
    running = given.map((text, block) => (without.has(block) ? '' : text))
    folded = null
  },
  /** The terms from here on. */
  know(terms: readonly MatchTerm[]): void {
    glossary = terms
  },
  /** Where they are. @param extra looked for besides them */
  match(extra: MatchTerm | null): Matches {
    last = buildMatcher(extra ? [...glossary, extra] : glossary)(running)
    const quads = last.quads.slice()
    return transfer({ ...last, quads }, [quads.buffer])
  },
  /** Of the matches last found. */
  filter(filter: MarkFilter): Int32Array {
    const quads = filterMatches(last, filter)
    return transfer(quads, [quads.buffer])
  },
  /** Places of words people look for, in the document last matched. */
  find(words: string): readonly Spot[] {
    folded ??= texts.map(foldedText)
    return findIn(folded, words)
  },
}
export type MatchApi = typeof api

expose(api)
