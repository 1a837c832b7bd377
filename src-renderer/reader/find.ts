import type { Spot } from './locate.ts'
import { foldUnit } from './match.ts'

/** Finds words in the text of a document, as people type them: case, width and hyphens folded, anywhere in a word. Pure; runs in the Web Worker. */

/** Places that are gone through; a letter that is everywhere has more. */
export const MOST_FOUND = 2000

/** A text whose offsets are those of the original, with every unit folded. */
export function foldedText(text: string): string {
  const units = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) units[i] = foldUnit(text.charCodeAt(i))
  let out = ''
  // As many as one call takes.
  for (let i = 0; i < units.length; i += 8192) out += String.fromCharCode(...units.subarray(i, i + 8192))
  return out
}

/** @param texts folded, one per block @returns places in the order of the text, that don't overlap, at most MOST_FOUND */
export function findIn(texts: readonly string[], words: string): Spot[] {
  const wanted = foldedText(words.trim())
  const found: Spot[] = []
  if (wanted === '') return found
  for (let block = 0; block < texts.length; block++) {
    const text = texts[block]!
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ block, start: at, end: at + wanted.length })
      if (found.length === MOST_FOUND) return found
    }
  }
  return found
}
