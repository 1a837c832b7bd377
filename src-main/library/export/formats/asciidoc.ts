import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, otherForms, placesOf, shownDefinition, wordsOf } from '../model.ts'
import { joined, noteDivided, noteMalformed, noteMistakable, oneLine, stableName } from '../text.ts'
import { WORDS, type Words } from '../words.ts'

/** An AsciiDoc glossary: a labelled list in a `[glossary]` section, each term with an anchor. */

const CARRIES: readonly Field[] = ['reading', 'definition', 'context', 'variants', 'forbidden', 'sources', 'note', 'related']

const SPECIAL = /[*_`#^~[\]<>{}+|:"'\\&@=.()/!%;$-]/gu

/** Literal AsciiDoc: what could be markup stands as a numeric character reference, which AsciiDoc passes on (“replacements”). */
export const escapeAsciiDoc = (text: string): string => oneLine(text).replace(SPECIAL, (character) => `&#${character.codePointAt(0)};`)

function paragraphs(entry: ExportEntry, words: Words, book: LossBook): string[] {
  const labelled = (label: string, values: readonly string[]) => (values.length === 0 ? [] : [`_${label}:_ ${values.join(words.join)}`])
  const definition = shownDefinition(entry)
  const text = definition === null || definition.text.trim() === '' ? null : escapeAsciiDoc(joined(definition.text, entry, book))
  const places = placesOf(definition?.sources ?? [], words.language).map(escapeAsciiDoc)
  const related = entry.related.map(({ id, headword }) =>
    id === null ? escapeAsciiDoc(headword) : `<<${stableName(id)},${escapeAsciiDoc(headword)}>>`,
  )
  return [
    ...(text === null ? [words.none] : definition?.kind === 'context' ? [`_${words.context}_ ${text}`] : [text]),
    ...(entry.reading === null || entry.reading === entry.headword ? [] : labelled(words.reading, [escapeAsciiDoc(entry.reading)])),
    ...labelled(words.aliases, otherForms(entry).map(escapeAsciiDoc)),
    ...labelled(words.forbidden, forbiddenForms(entry).map(escapeAsciiDoc)),
    ...labelled(words.sources, places),
    ...labelled(words.related, related),
    ...(entry.note.trim() === '' ? [] : labelled(words.note, [escapeAsciiDoc(joined(entry.note, entry, book))])),
  ]
}

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const words = WORDS[wordsOf(glossary)]
  yield `// ${EXPORT_MARKER}\n\n[glossary]\n== ${words.glossary}\n\n[glossary]\n`
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    noteMalformed(entry, book)
    noteMistakable(entry, [entry.headword], book)
    noteDivided([...otherForms(entry), ...forbiddenForms(entry)], entry, book)
    yield `\n[[${stableName(entry.id)}]]${escapeAsciiDoc(entry.headword)}::\n${paragraphs(entry, words, book).join('\n+\n')}\n`
  }
}

export const asciidoc: ExportFormat = {
  id: 'asciidoc',
  purpose: 'publish',
  name: { en: 'AsciiDoc glossary', ja: 'AsciiDoc の用語集' },
  use: {
    en: 'A section to include in an AsciiDoc or Antora document; every term has an anchor.',
    ja: 'AsciiDoc や Antora の文書に include する節です。各用語にアンカーが付きます。',
  },
  extension: 'adoc',
  mime: 'text/asciidoc',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
