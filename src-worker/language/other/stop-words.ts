/** What is counted of a word over a corpus. */
export interface WordCounts {
  /** Occurrences. */
  readonly frequency: number
  /** Documents it occurs in. */
  readonly documents: number
}

/** Words longer than this are content words in every language written with an alphabet. */
const LONGEST_FUNCTION_WORD = 6
/** Function words make up 40–50 % of running text in the languages of Europe, from about a hundred forms. */
const MOST_STOP_WORDS = 120
const SMALLEST_SHARE = 1 / 1000

/**
 * Function words of a language we have no list for, from the corpus itself: the most frequent short words that occur nearly everywhere. For
 * scripts without spaces (`ideographic`) only single characters qualify: 的, 了, 是.
 * @param counts lower-cased word → its counts
 * @param documents number of documents
 */
export function stopWordsFromData(counts: ReadonlyMap<string, WordCounts>, documents: number): Set<string> {
  let total = 0
  for (const { frequency } of counts.values()) total += frequency
  const ranked = [...counts]
    .filter(([word, count]) => qualifies(word) && count.frequency >= total * SMALLEST_SHARE && spreads(count, documents))
    .sort(([a, x], [b, y]) => y.frequency - x.frequency || (a < b ? -1 : 1))
  return new Set(ranked.slice(0, MOST_STOP_WORDS).map(([word]) => word))
}

function qualifies(word: string): boolean {
  if (!/^[\p{L}\p{M}'’]+$/u.test(word)) return false
  return word.length <= (/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Thai}/u.test(word) ? 1 : LONGEST_FUNCTION_WORD)
}

/** In at least two thirds of the documents; with few documents frequency alone decides. */
function spreads(count: WordCounts, documents: number): boolean {
  return documents < 3 || count.documents * 3 >= documents * 2
}
