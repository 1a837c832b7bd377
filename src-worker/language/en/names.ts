import { findRuns } from '../runs.ts'
import type { Token } from '../types.ts'

const TELLING = /[._&/+#]|^\d\p{Lu}/u
/** A mark inside a word or behind it, as in `C++`; a full stop at the end of a sentence is none. */
const WORTH_LOOKING = /[\p{L}\p{N}](?:[._&/]\S|[+#])|:\/\/|(?<![\p{L}\p{N}])\d\p{Lu}/u

/**
 * Joins names the tokenizer tears at their marks: `Node.js`, `v1.2`, `snake_case`, `TCP/IP`, `C++`, `R&D`, `3D`. Words joined by hyphens alone are left
 * to mergeHyphens.
 * @param text the text the tokens are of, from offset `base` on
 */
export function mergeRuns(text: string, base: number, tokens: readonly Token[]): readonly Token[] {
  const first = tokens[0]!.start - base
  const last = tokens.at(-1)!.end - base
  const sentence = text.slice(first, last)
  if (!WORTH_LOOKING.test(sentence)) return tokens
  const runs = findRuns(sentence).filter((run) => run.kind === 'latin' && TELLING.test(sentence.slice(run.start, run.end)))
  const merged: Token[] = []
  let next = 0
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    while (next < runs.length && base + first + runs[next]!.start < token.start) next++
    const run = runs[next]
    const starts = run !== undefined && base + first + run.start === token.start
    const end = starts ? lastToken(tokens, i, base + first + run.end) : -1
    if (end > i) {
      merged.push(nameToken(sentence.slice(run!.start, run!.end), token.start, tokens[end]!.end))
      i = end
    } else merged.push(token)
  }
  return merged
}

/** Index of the token that ends at `end`, or −1 when none does. */
function lastToken(tokens: readonly Token[], from: number, end: number): number {
  for (let i = from; i < tokens.length && tokens[i]!.end <= end; i++) if (tokens[i]!.end === end) return i
  return -1
}

function nameToken(surface: string, start: number, end: number): Token {
  return { surface, start, end, pos: 'PROPN', tag: 'PROPN', lemma: surface.toLowerCase(), known: false }
}
