import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, otherForms, placesOf, shownDefinition, wordsOf } from '../model.ts'
import { escapeHtml, oneLine } from '../text.ts'
import { WORDS, type Words } from '../words.ts'

/**
 * Anki notes as text (Anki manual, “Text files”, 2.1.54 and later): the head says how to read it, so importing asks nothing. The first field
 * makes a note unique, so a second import updates; terms spelled alike are told apart by their reading or a number.
 */

const CARRIES: readonly Field[] = ['reading', 'definition', 'context', 'variants', 'category', 'sources']

/** HTML of a field on one line: line breaks as `<br>`, tabs as blanks, quotes as references. */
const html = (text: string): string => escapeHtml(text.trim().replace(/\t/g, ' ')).replace(/&#13;\n|\n|&#13;|[\u2028\u2029]/g, '<br>')

const cards = (front: string): string => escapeHtml(oneLine(front))

function back(entry: ExportEntry, words: Words): string {
  const definition = shownDefinition(entry)
  const text = definition === null ? words.none : definition.kind === 'context' ? `<i>${html(definition.text)}</i>` : html(definition.text)
  const reading = entry.reading === null || entry.reading === entry.headword ? '' : `${html(entry.reading)}<br>`
  const others = otherForms(entry)
  const also = others.length === 0 ? '' : `<br><small>${words.aliases}: ${others.map(cards).join(words.join)}</small>`
  const places = placesOf(definition?.sources ?? [], words.language)
  const from = places.length === 0 ? '' : `<br><small>${words.sources}: ${places.map(cards).join(words.join)}</small>`
  return `${reading}${text}${also}${from}`
}

/** One word each: Anki separates tags by blanks. */
const tag = (text: string): string => oneLine(text).replace(/\s+/gu, '_')

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const words = WORDS[wordsOf(glossary)]
  const deck = oneLine(glossary.title).replaceAll('::', '-') || words.glossary
  yield `#separator:tab\n#html:true\n#notetype:Basic\n#deck:${deck}\n#tags column:3\n#columns:Front\tBack\tTags\n# ${EXPORT_MARKER}\n`
  const seen = new Map<string, number>()
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    const front = cards(entry.headword)
    const count = (seen.get(front) ?? 0) + 1
    seen.set(front, count)
    // A line that begins with # or a quote would be read otherwise; a reference says the same in HTML.
    const safe = (count === 1 ? front : `${front} (${count})`).replace(/^#/, '&#35;')
    yield `${safe}\t${back(entry, words)}\t${['genglossary', tag(entry.category)].join(' ')}\n`
  }
}

export const anki: ExportFormat = {
  id: 'anki',
  purpose: 'learn',
  name: { en: 'Anki cards', ja: 'Anki カード' },
  use: {
    en: 'In Anki: File › Import. Importing a newer export updates the cards that are there.',
    ja: 'Anki の「ファイル › 読み込む」で開きます。新しく書き出したものを読み込むと、既存のカードが更新されます。',
  },
  extension: 'txt',
  mime: 'text/plain',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
