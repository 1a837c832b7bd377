import type { CitedPlace } from './library-api.ts'

/** Where people's own definitions are from: what of it a command takes. Without zod, for the window. */

/** Passages that one definition can be from; what models write has a handful. */
export const MOST_CITED = 100

/** Length of a cited passage at most, in UTF-16 units: as long as a definition may be. */
export const LONGEST_CITED = 20_000

/** A stretch of text somebody could quote: neither empty nor half a book. */
export const isCitable = ({ start, end }: Pick<CitedPlace, 'start' | 'end'>): boolean => end > start && end - start <= LONGEST_CITED

/** Those of a definition's sources, as places, that a command can cite: each once, no more than fit. */
export function citable(sources: readonly CitedPlace[]): CitedPlace[] {
  const places = sources.filter(isCitable).map(({ contentHash, start, end }): CitedPlace => ({ contentHash, start, end }))
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()].slice(0, MOST_CITED)
}
