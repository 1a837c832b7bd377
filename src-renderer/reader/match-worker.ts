import { expose, transfer } from 'comlink'
import { filterMatches, type MarkFilter } from './mark-filter.ts'
import { buildMatcher, type Matches, type MatchTerm } from './match.ts'

/** The matches of the document shown. They stay here when the page gets its own: which of them are marked is told here too. */
let last: Matches = { quads: new Int32Array(), entries: [] }

/** Matching away from the page's thread: a megabyte of text must not stop the typing. */
const api = {
  match(terms: readonly MatchTerm[], texts: readonly string[]): Matches {
    last = buildMatcher(terms)(texts)
    const quads = last.quads.slice()
    return transfer({ ...last, quads }, [quads.buffer])
  },
  /** Of the matches last found. */
  filter(filter: MarkFilter): Int32Array {
    const quads = filterMatches(last, filter)
    return transfer(quads, [quads.buffer])
  },
}
export type MatchApi = typeof api

expose(api)
