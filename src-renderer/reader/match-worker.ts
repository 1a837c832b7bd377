import { expose, transfer } from 'comlink'
import { buildMatcher, type Matches, type MatchTerm } from './match.ts'

/** Matching away from the page's thread: a megabyte of text must not stop the typing. */
const api = {
  match(terms: readonly MatchTerm[], texts: readonly string[]): Matches {
    const matches = buildMatcher(terms)(texts)
    return transfer(matches, [matches.quads.buffer])
  },
}
export type MatchApi = typeof api

expose(api)
