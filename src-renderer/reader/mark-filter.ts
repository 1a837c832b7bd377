import type { Matches } from './match.ts'

/** Which of a document's matches are marked. Pure and linear in the matches; runs where they were found, in the Web Worker. */

export type MarkFilter =
  /** The first use of every term. `dropped` terms are never marked, so they have none. */
  | { readonly kind: 'first'; readonly dropped: readonly number[] }
  /** Every use of these terms. */
  | { readonly kind: 'only'; readonly terms: readonly number[] }

/** @returns the quadruples of `matches` that stay, in their order */
export function filterMatches({ quads, entries }: Matches, filter: MarkFilter): Int32Array {
  const stays = filter.kind === 'only' ? isOneOf(entries, new Set(filter.terms)) : isFirst(entries, new Set(filter.dropped))
  const kept = new Int32Array(quads.length)
  let length = 0
  for (let i = 0; i < quads.length; i += 4) {
    if (!stays(quads[i + 3]!)) continue
    kept.set(quads.subarray(i, i + 4), length)
    length += 4
  }
  return kept.slice(0, length)
}

function isOneOf(entries: Matches['entries'], terms: ReadonlySet<number>): (entry: number) => boolean {
  const wanted = entries.map((ids) => ids.some((id) => terms.has(id)))
  return (entry) => wanted[entry]!
}

/** A form that several terms share is the first use of each that had none before. */
function isFirst(entries: Matches['entries'], dropped: ReadonlySet<number>): (entry: number) => boolean {
  const seen = new Set<number>(dropped)
  return (entry) => {
    let first = false
    for (const id of entries[entry]!) {
      if (seen.has(id)) continue
      seen.add(id)
      first = true
    }
    return first
  }
}
