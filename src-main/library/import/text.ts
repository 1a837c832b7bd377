import { hasCjk } from '../../contract/text/fold.ts'
import { EXPORT_MARKER, EXPORT_MARKER_WINDOW } from '../../contract/text/marker.ts'
import { bracketedReading } from '../exchange/labels.ts'
import type { ImportLanguage } from './model.ts'

/** Small pure helpers the text formats share. */

export interface Line {
  readonly text: string
  /** From 1. */
  readonly number: number
}

/** Lines without their ends (LF, CRLF, CR) and without a byte order mark. */
export const linesOf = (text: string): Line[] => [...eachLine(text)]

/** The same, one at a time. */
export function* eachLine(text: string): Generator<Line> {
  const end = /\r\n|[\n\r]/gu
  let from = text.startsWith('\uFEFF') ? 1 : 0
  for (let number = 1; ; number++) {
    end.lastIndex = from
    const match = end.exec(text)
    yield { text: text.slice(from, match?.index), number }
    if (match === null) return
    from = match.index + match[0].length
  }
}

/** Line numbers of places that come in ascending order; linear in the text, also when all of it is one line. */
export class LineCounter {
  readonly #text: string
  #line = 1
  #next: number

  constructor(text: string) {
    this.#text = text
    this.#next = text.indexOf('\n')
  }

  /** @param offset not before the one asked for last */
  at(offset: number): number {
    while (this.#next !== -1 && this.#next < offset) {
      this.#line++
      this.#next = this.#text.indexOf('\n', this.#next + 1)
    }
    return this.#line
  }
}

/** NFC, runs of white space to one space, ends trimmed: how a term, a spelling or a one-line text is taken over. */
export const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim()

/** NFC, line ends LF, no white space at the ends. */
export const cleanText = (text: string): string => text.normalize('NFC').replace(/\r\n?/gu, '\n').trim()

/** Whether the file is an export of ours, which says more by its form than files of the same format do in general. */
export const isOwnExport = (text: string): boolean => text.slice(0, EXPORT_MARKER_WINDOW).includes(EXPORT_MARKER)

/** The language group of a BCP 47 tag; null without one. */
export function languageOfTag(tag: string | undefined | null): ImportLanguage | null {
  const main = (tag ?? '').trim().toLowerCase().split(/[-_]/u)[0] ?? ''
  if (main === '' || main === 'und' || main === 'mul') return null
  if (['en', 'eng', 'english', '英語'].includes(main)) return 'en'
  if (['ja', 'jpn', 'jp', 'japanese', '日本語'].includes(main)) return 'ja'
  return 'other'
}

/** By script: what holds kana or kanji is Japanese, the rest English; as a term a person adds in the window. */
export const languageByScript = (term: string): ImportLanguage => (hasCjk(term) ? 'ja' : 'en')

/** `term（よみ）` or `term (よみ)` as two; a bracket that holds no kana belongs to the term. */
export function splitReading(heading: string): { readonly term: string; readonly reading?: string } {
  const both = bracketedReading(heading)
  return both === null ? { term: oneLine(heading) } : { term: oneLine(both.term), reading: both.reading }
}

/** What V8 keeps as a part of the text it was cut from, and that text with it, however large. */
const SLICED = 13

/** The text on its own: a term cut from a file must not keep the file in memory. */
export const detached = (text: string): string => (text.length < SLICED ? text : (JSON.parse(JSON.stringify(text)) as string))
