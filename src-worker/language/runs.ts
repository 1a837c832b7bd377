/**
 * Runs of letters and digits that are one word although the dictionary cuts them up: `OAuth2`, `UTF-8`, `Node.js`, `C++`, `TCP/IP`, `1,000`,
 * addresses.
 */
export type RunKind = 'latin' | 'number' | 'address'

export interface Run {
  readonly start: number
  readonly end: number
  readonly kind: RunKind
}

const LETTER = 'A-Za-zＡ-Ｚａ-ｚ\\u00c0-\\u024f'
const DIGIT = '0-9０-９'
const WORD = `[${LETTER}${DIGIT}]+`
const ADDRESS = '(?:https?|ftp|file)://[^\\s、。「」（）<>\\u3000-\\u30ff\\u4e00-\\u9fff]+|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+'
// A slash joins capitals and digits only: TCP/IP, HTTP/2, I/O; read/write are two words.
const SLASH = `/(?=[A-ZＡ-Ｚ${DIGIT}])`
const RUNS = new RegExp(
  `(${ADDRESS})|(${WORD}(?:(?:[-_.．&－]|(?<=[A-ZＡ-Ｚ${DIGIT}])${SLASH})${WORD})*(?:\\+\\+|#(?![${LETTER}${DIGIT}]))?)`,
  'gu',
)
const HAS_LETTER = new RegExp(`[${LETTER}]`, 'u')
const NUMBER = new RegExp(`^[${DIGIT}]+(?:[.．,][${DIGIT}]+)+`, 'u')
const THOUSANDS = /[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?/gu
/** A number with its unit stays two words. */
const MEASURE = new RegExp(`^[${DIGIT}.]+(?:[kKMGT]?i?[bB]|[kKMGT]?bps|[kMG]?Hz|[kmM]?[WVAg]|[munp]?s|[cmk]?m|px|pt|dpi|rpm)$`, 'u')

/** The runs of a text in order, only those of more than one character. */
export function findRuns(text: string): Run[] {
  const runs: Run[] = []
  for (const match of text.matchAll(RUNS)) {
    const [whole, address] = match
    const start = match.index
    if (whole.length === 1) continue
    if (address !== undefined) runs.push({ start, end: start + whole.length, kind: 'address' })
    else if (HAS_LETTER.test(whole) && !MEASURE.test(whole)) runs.push({ start, end: start + whole.length, kind: 'latin' })
    else if (NUMBER.test(whole)) runs.push({ start, end: start + whole.length, kind: 'number' })
  }
  if (!text.includes(',')) return runs
  for (const match of text.matchAll(THOUSANDS)) {
    const run: Run = { start: match.index, end: match.index + match[0].length, kind: 'number' }
    if (!runs.some((other) => other.start < run.end && run.start < other.end)) runs.push(run)
  }
  return runs.sort((a, b) => a.start - b.start)
}
