import type { Draft } from '../output.ts'
import type { Line } from './lines.ts'

/** Parts that words are made with by a hyphen, and hardly ever end a line as half of a word. */
const PREFIXES = new Set(
  'self well ex half cross all high low long short first second third full part non anti post pre multi semi sub co re one two three four five ten'.split(
    ' ',
  ),
)
/** Of these only: `re-` and the like are syllables too. */
const CERTAIN = new Set('self well half cross high low long short first second third full one two three four five ten'.split(' '))

/** Every word inside a line, in lower case, with its hyphens. */
export function wordsOf(lines: readonly Line[]): Set<string> {
  const words = new Set<string>()
  for (const { draft } of lines) {
    for (const [word] of draft.text.matchAll(/\p{Script=Latin}+(?:[-‐]\p{Script=Latin}+)*(?![-‐\p{L}])/gu))
      words.add(word.toLowerCase().replaceAll('‐', '-'))
  }
  return words
}

/**
 * Adds a line; a word parted by a hyphen at the line's end is made whole. Its hyphen stays when the document writes the word with one elsewhere, when it
 * writes both halves as words but never the whole, and after words such as `self-`.
 */
export function joinLine(draft: Draft, line: Draft, words: ReadonlySet<string>): void {
  const head = /(\p{L}+)[-‐]\s*$/u.exec(draft.text.slice(-60))
  const tail = /^\s*(\p{Ll}+)/u.exec(line.text.slice(0, 60))
  if (head && tail && /\p{Script=Latin}/u.test(head[1]!)) {
    draft.text = draft.text.trimEnd()
    if (!keepsHyphen(head[1]!.toLowerCase(), tail[1]!.toLowerCase(), words)) draft.text = draft.text.slice(0, -1)
    for (const span of draft.spans) span.end = Math.min(span.end, draft.text.length)
  } else draft.line()
  draft.append(line)
}

function keepsHyphen(head: string, tail: string, words: ReadonlySet<string>): boolean {
  if (words.has(head + tail)) return false
  if (words.has(`${head}-${tail}`)) return true
  if (CERTAIN.has(head) && tail.length > 2) return true
  return !PREFIXES.has(head) && head.length > 2 && tail.length > 2 && words.has(head) && words.has(tail)
}
