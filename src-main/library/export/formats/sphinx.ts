import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, otherForms, placesOf, shownDefinition, wordsOf } from '../model.ts'
import { joined, noteDivided, noteMalformed, noteMistakable, oneLine } from '../text.ts'
import { WORDS, type Words } from '../words.ts'

/** A Sphinx `glossary` directive: every form of a term is one of its names, so `:term:` finds it by any of them. */

const CARRIES: readonly Field[] = ['reading', 'definition', 'context', 'variants', 'forbidden', 'sources', 'note']

/** Literal reStructuredText: each character that could begin markup gets a backslash; so does what could begin a block. */
export const escapeRst = (text: string): string =>
  oneLine(text)
    .replace(/[\\*`|_<>:[\]{}"'@]/gu, '\\$&')
    .replace(/^([-+•‣⁃#.=~^!$%&(),;?/])/u, '\\$1')
    .replace(/^([\p{L}\p{N}]{1,9})([.)])/u, '$1\\$2')

/** Characters of a source line: docutils refuses lines above 10,000 (`line_length_limit`). */
const LINE = 2000

/** Text of a paragraph, whatever its length: an escaped line end is nothing at all. */
function paragraph(text: string): string {
  const line = oneLine(text)
  const pieces: string[] = []
  for (let at = 0; at < line.length; ) {
    // Never between the halves of a pair, nor before a blank, which the line end would swallow.
    let end = Math.min(at + LINE, line.length)
    while (end < line.length && /[\s\p{Cs}]/u.test(line.slice(end - 1, end + 1))) end++
    pieces.push(escapeRst(line.slice(at, end)))
    at = end
  }
  return pieces.join('\\\n')
}

function body(entry: ExportEntry, words: Words, book: LossBook): string[] {
  const labelled = (label: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${label}: ${values.map(paragraph).join(words.join)}`]
  const definition = shownDefinition(entry)
  const text = definition === null || definition.text.trim() === '' ? null : paragraph(joined(definition.text, entry, book))
  const places = placesOf(definition?.sources ?? [], words.language)
  return [
    ...(text === null ? [words.none] : definition?.kind === 'context' ? [words.context, `  ${text}`] : [text]),
    ...(entry.reading === null || entry.reading === entry.headword ? [] : labelled(words.reading, [entry.reading])),
    ...labelled(words.forbidden, forbiddenForms(entry)),
    ...labelled(words.sources, [...places]),
    ...(entry.note.trim() === '' ? [] : labelled(words.note, [joined(entry.note, entry, book)])),
  ]
}

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const words = WORDS[wordsOf(glossary)]
  const seen = new Set<string>()
  yield `.. ${EXPORT_MARKER}\n\n${words.glossary}\n${'='.repeat(words.glossary.length * 2)}\n\n.. glossary::\n`
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    noteMalformed(entry, book)
    noteDivided(forbiddenForms(entry), entry, book)
    noteMistakable(entry, [entry.headword, ...otherForms(entry)], book)
    const names: string[] = []
    for (const form of [entry.headword, ...otherForms(entry)].map(oneLine)) {
      // Sphinx warns of a term given twice, whatever its case.
      const first = names.length === 0
      if (form === '' || (!first && seen.has(form.toLowerCase()))) book.note('duplicate', entry)
      else names.push(form)
      seen.add(form.toLowerCase())
    }
    const lines = body(entry, words, book).join('\n\n').split('\n')
    yield `\n${names.map((name) => `   ${escapeRst(name)}\n`).join('')}${lines.map((line) => (line === '' ? '\n' : `      ${line}\n`)).join('')}`
  }
}

export const sphinx: ExportFormat = {
  id: 'sphinx',
  purpose: 'publish',
  name: { en: 'Sphinx glossary', ja: 'Sphinx の用語集' },
  use: {
    en: 'A page for a Sphinx site; :term:`…` in other pages links to it by any form of a term.',
    ja: 'Sphinx のサイト用のページです。ほかのページの :term:`…` から、どの表記でもリンクできます。',
  },
  extension: 'rst',
  mime: 'text/x-rst',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
