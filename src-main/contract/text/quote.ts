import type { Passage } from '../blocks.ts'
import { foldQuote } from './fold.ts'
import { lineAt, lineStarts } from './lines.ts'

/**
 * A passage of a decoded text, without its content hash: `start`, `end` in UTF-16 units narrowed to the first and last character that is
 * no white space, the 1-based `line` of `start`, and `quote` = `foldQuote(decoded.slice(start, end))`.
 * @param starts lineStarts(decoded), where the caller has it: without it the call is linear in the text.
 */
export function passage(
  decoded: string,
  start: number,
  end: number,
  starts: readonly number[] = lineStarts(decoded),
): Omit<Passage, 'contentHash'> {
  let from = Math.max(0, Math.min(start, decoded.length))
  let to = Math.max(from, Math.min(end, decoded.length))
  while (from < to && /\s/u.test(decoded[from]!)) from++
  while (to > from && /\s/u.test(decoded[to - 1]!)) to--
  return { start: from, end: to, line: lineAt(starts, from), quote: foldQuote(decoded.slice(from, to)) }
}

/**
 * Finds a quote again, also in text that has changed around it: first as it stands, then with white space folded, then with white space
 * dropped and characters folded by NFKC and case (line breaks inside Japanese sentences, full-width letters). Of several places the one
 * nearest to `near` (an offset, 0 by default). Gives offsets in `text`, or null. Linear in the text.
 */
export function findQuote(text: string, quote: string, near = 0): { readonly start: number; readonly end: number } | null {
  if (quote.trim() === '') return null
  const exact = nearest(text, quote, near)
  if (exact !== -1) return { start: exact, end: exact + quote.length }
  for (const fold of [foldSpaces, foldCharacters]) {
    const haystack = fold(text)
    const needle = fold(quote).text.trim()
    if (needle === '') continue
    const folded = nearest(haystack.text, needle, lowerBound(haystack.offsets, near))
    if (folded !== -1) return { start: haystack.offsets[folded]!, end: haystack.ends[folded + needle.length - 1]! }
  }
  return null
}

/** Index of the occurrence of `needle` nearest to `near`, -1 when there is none. */
function nearest(haystack: string, needle: string, near: number): number {
  const after = haystack.indexOf(needle, near)
  const before = near > 0 ? haystack.lastIndexOf(needle, near) : -1
  if (after === -1 || before === -1) return Math.max(after, before)
  return near - before < after - near ? before : after
}

/** A folded text with, for each of its units, the range of the original it came from. */
interface Folded {
  readonly text: string
  readonly offsets: readonly number[]
  readonly ends: readonly number[]
}

function foldSpaces(text: string): Folded {
  const parts: string[] = []
  const offsets: number[] = []
  const ends: number[] = []
  for (const match of text.matchAll(/\s+|\S+/gu)) {
    const start = match.index
    if (/^\s/u.test(match[0])) {
      parts.push(' ')
      offsets.push(start)
      ends.push(start + match[0].length)
      continue
    }
    parts.push(match[0])
    for (let i = 0; i < match[0].length; i++) {
      offsets.push(start + i)
      ends.push(start + i + 1)
    }
  }
  return { text: parts.join(''), offsets, ends }
}

function foldCharacters(text: string): Folded {
  const parts: string[] = []
  const offsets: number[] = []
  const ends: number[] = []
  for (const match of text.matchAll(/[^\s\p{M}]\p{M}*/gu)) {
    const folded = match[0].normalize('NFKC').toLowerCase()
    parts.push(folded)
    for (let i = 0; i < folded.length; i++) {
      offsets.push(match.index)
      ends.push(match.index + match[0].length)
    }
  }
  return { text: parts.join(''), offsets, ends }
}

/** Index of the first value ≥ `value` in an ascending list. */
function lowerBound(values: readonly number[], value: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
