/**
 * Full-text search over text without spaces: CJK runs are indexed as overlapping character pairs, everything else as words
 * (research/building-blocks.md §6: complete for queries of one character and up, 17 MB for 9 MB of text). The writer and the reader of
 * the index must cut alike, so both sides use these functions. SQLite's `unicode61` tokenizer then only splits on the spaces made here.
 */

const CJK =
  '\\u3005-\\u3007\\u3031-\\u3035\\u303b\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}'
const RUNS = new RegExp(`([${CJK}]+)|([\\p{L}\\p{N}\\p{M}\\p{Co}]+)`, 'gu')
const CJK_RUN = new RegExp(`^[${CJK}]`, 'u')

const normalise = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC')

/** Runs of one script class, in order: CJK stretches and words. NFKC and lower case. */
function runsOf(text: string): { text: string; cjk: boolean }[] {
  const runs: { text: string; cjk: boolean }[] = []
  // A word may go over into CJK without a boundary character: the class of letters holds CJK too, so it is cut by hand.
  for (const match of normalise(text).matchAll(RUNS)) {
    if (match[1] !== undefined) runs.push({ text: match[1], cjk: true })
    else runs.push(...splitWord(match[2] as string))
  }
  return runs
}

const WORD_PARTS = new RegExp(`[${CJK}]+|[^${CJK}]+`, 'gu')

function splitWord(word: string): { text: string; cjk: boolean }[] {
  return (word.match(WORD_PARTS) ?? []).map((part) => ({ text: part, cjk: CJK_RUN.test(part) }))
}

/** Pairs of neighbours; with `closed`, the last character alone too, so that every character begins a token. */
function pairs(run: string, closed: boolean): string[] {
  const characters = [...run]
  const tokens: string[] = []
  for (let i = 0; i + 1 < characters.length; i++) tokens.push(`${characters[i]}${characters[i + 1]}`)
  if (closed || characters.length === 1) tokens.push(characters[characters.length - 1] as string)
  return tokens
}

/** The text to put into the index: tokens separated by single spaces. `用語の抽出 (API)` → `用語 語の の抽 抽出 出 api`. */
export function indexTokens(text: string): string {
  const tokens: string[] = []
  for (const run of runsOf(text)) {
    if (run.cjk) tokens.push(...pairs(run.text, true))
    else tokens.push(run.text)
  }
  return tokens.join(' ')
}

/**
 * The FTS5 MATCH expression that finds every word of a query (words are separated by white space; each must occur as a contiguous
 * phrase). The last word matches as a prefix when it ends in a Latin word or a single CJK character. Null when the query holds nothing to look for.
 */
export function matchExpression(query: string): string | null {
  const words = normalise(query)
    .split(/\s+/u)
    .map(runsOf)
    .filter((runs) => runs.length > 0)
  if (words.length === 0) return null
  return words.map((runs, index) => phrase(runs, index === words.length - 1)).join(' AND ')
}

function phrase(runs: { text: string; cjk: boolean }[], lastWord: boolean): string {
  const tokens: string[] = []
  runs.forEach((run, index) => {
    if (run.cjk) tokens.push(...pairs(run.text, index < runs.length - 1))
    else tokens.push(run.text)
  })
  const last = runs[runs.length - 1] as { text: string; cjk: boolean }
  const prefix = last.cjk ? [...last.text].length === 1 : lastWord
  return `"${tokens.join(' ')}"${prefix ? ' *' : ''}`
}

/** Where the words of a query stand in a text: UTF-16 ranges [start, end), ascending, not overlapping. For highlighting. */
export function matchRanges(text: string, query: string): [number, number][] {
  const words = normalise(query).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return []
  const { folded, starts, ends } = foldWithOffsets(text)
  const ranges: [number, number][] = []
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      ranges.push([starts[at] as number, ends[at + word.length - 1] as number])
    }
  }
  return mergeRanges(ranges)
}

/** Folds character by character, remembering where each folded unit came from. */
function foldWithOffsets(text: string): { folded: string; starts: number[]; ends: number[] } {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  let position = 0
  for (const character of text) {
    const piece = normalise(character)
    for (let i = 0; i < piece.length; i++) {
      starts.push(position)
      ends.push(position + character.length)
    }
    folded += piece
    position += character.length
  }
  return { folded, starts, ends }
}

function mergeRanges(ranges: [number, number][]): [number, number][] {
  const merged: [number, number][] = []
  for (const range of ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged[merged.length - 1]
    if (last && range[0] < last[1]) last[1] = Math.max(last[1], range[1])
    else merged.push([range[0], range[1]])
  }
  return merged
}
