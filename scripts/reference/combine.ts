/** A field with little text speaks with proportionally less weight: its relative frequencies are chance. */
const FULL_WEIGHT_FROM = 60_000
/** A word counts as seen from this many occurrences on, or in this many fields. */
const FEWEST_OCCURRENCES = 3
const FEWEST_FIELDS = 2

/**
 * One frequency per word from many fields: the weighted mean of its relative frequencies with the highest one left out. What is frequent in one
 * field only (clef in music, commit in programming) is that field's term, not general language; and no field, IT least of all, decides alone.
 * @param fields per field the counts of words and their total
 * @returns word → occurrences per million
 */
export function combine(fields: readonly { readonly words: ReadonlyMap<string, number>; readonly total: number }[]): Map<string, number> {
  const weights = fields.map(({ total }) => Math.min(1, total / FULL_WEIGHT_FROM))
  const byWord = new Map<string, { field: number; count: number }[]>()
  fields.forEach(({ words }, field) => {
    for (const [word, count] of words) {
      const list = byWord.get(word)
      if (list) list.push({ field, count })
      else byWord.set(word, [{ field, count }])
    }
  })
  const combined = new Map<string, number>()
  for (const [word, found] of byWord) {
    const occurrences = found.reduce((sum, { count }) => sum + count, 0)
    if (occurrences < FEWEST_OCCURRENCES || found.length < FEWEST_FIELDS) continue
    const perMillion = trimmedMean(
      found.map(({ field, count }) => ({ rate: (count * 1e6) / fields[field]!.total, weight: weights[field]! })),
      weights,
    )
    if (perMillion > 0) combined.set(word, perMillion)
  }
  return combined
}

/** Mean over all fields, absent ones counting zero, without the field of the highest rate. */
function trimmedMean(found: readonly { rate: number; weight: number }[], weights: readonly number[]): number {
  const top = found.reduce((best, field) => (field.rate > best.rate ? field : best))
  const sum = found.reduce((total, { rate, weight }) => total + rate * weight, 0) - top.rate * top.weight
  return sum / (weights.reduce((total, weight) => total + weight, 0) - top.weight)
}

/** The larger of two frequencies, word by word: a form that is also a lemma stands for both. */
export function larger(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const merged = new Map(a)
  for (const [word, rate] of b) merged.set(word, Math.max(rate, merged.get(word) ?? 0))
  return merged
}

/**
 * Gives words of a commonness band that no text of ours held the median frequency of those it did hold, halved: they are rarer than their
 * neighbours, or they would have been seen.
 */
export function fillBand(rates: Map<string, number>, band: readonly string[]): void {
  const seen = band.flatMap((word) => rates.get(word) ?? []).sort((a, b) => a - b)
  const median = seen[Math.floor(seen.length / 2)]
  if (median === undefined) return
  for (const word of band) rates.set(word, Math.max(rates.get(word) ?? 0, Math.min(median / 2, seen[Math.floor(seen.length / 4)]!)))
}
