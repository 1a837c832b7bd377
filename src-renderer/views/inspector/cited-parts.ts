import type { PassageView } from '../../../src-main/contract/library-api.ts'

/** A stretch of a definition, and the numbers (from 1) of the sources it is from. */
export interface CitedPart {
  readonly text: string
  /** Where it ends in the definition. */
  readonly end: number
  readonly sources: readonly number[]
}

/**
 * A definition cut where its sources are cited: behind each sentence those it is from, behind the whole those that are for all of it. Places outside the text
 * (somebody changed it) count as its end.
 */
export function citedParts(text: string, sources: readonly Pick<PassageView, 'ends'>[]): readonly CitedPart[] {
  const at = new Map<number, number[]>()
  sources.forEach(({ ends = [text.length] }, index) => {
    for (const end of ends.length === 0 ? [text.length] : ends) {
      const place = Math.min(end, text.length)
      at.set(place, [...(at.get(place) ?? []), index + 1])
    }
  })
  if (!at.has(text.length)) at.set(text.length, [])
  const places = [...at.keys()].filter((place) => place > 0).sort((a, b) => a - b)
  return places.map((place, index) => ({
    text: text.slice(places[index - 1] ?? 0, place),
    end: place,
    sources: [...new Set(at.get(place))],
  }))
}
