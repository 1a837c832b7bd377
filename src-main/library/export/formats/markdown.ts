import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { placeFragment, placeLabel } from '../../../contract/text/part.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook, Noting } from '../loss.ts'
import {
  type ExportDefinition,
  type ExportEntry,
  type ExportGlossary,
  type ExportSource,
  forbiddenForms,
  shownDefinition,
  wordsOf,
} from '../model.ts'
import { joined, noteDivided, noteMalformed, noteMistakable, oneLine } from '../text.ts'
import { WORDS, type Words } from '../words.ts'

/** The glossary as Markdown (CommonMark; nothing in a term or a quotation can become markup, a link, an image or HTML). */

/** Anything that escapeInline would escape: most texts have none. */
const SPECIAL = /[\\`*_[\]<>&|~$#]|^[-+=:\d]/u

/**
 * Text as literal inline Markdown: every character that could begin markup (CommonMark 0.31 §6, GFM tables, strikethrough, math) gets
 * a backslash; block markers are only special at the start of a line, so those are escaped there.
 */
export function escapeInline(text: string): string {
  const line = oneLine(text)
  if (!SPECIAL.test(line)) return line
  return line
    .replace(/[\\`*_[\]<>&|~$#]/gu, '\\$&')
    .replace(/^([-+=:])/u, '\\$1')
    .replace(/^(\d{1,9})([.)])/u, '$1\\$2')
}

function sourceLink(source: ExportSource, words: Words): string {
  const label = escapeInline(placeLabel(source.file, source.line, source.part, words.language))
  return source.href === null ? label : `[${label}](<${source.href}${placeFragment(source.line, source.part)}>)`
}

/** Sources of a definition, each place once. */
function sourceLine(definition: ExportDefinition, words: Words): string[] {
  const links = [...new Set(definition.sources.map((source) => sourceLink(source, words)))]
  return links.length === 0 ? [] : [`${words.sources}: ${links.join(words.join)}`]
}

function definitionBlocks(entry: ExportEntry, words: Words, book: Noting): string[] {
  const definition = shownDefinition(entry)
  if (definition === null || definition.text.trim() === '') return [`*${words.none}*`]
  const text = escapeInline(joined(definition.text, entry, book))
  const body = definition.kind === 'context' ? [`*${words.context}*`, `> ${text}`] : [text]
  return [...body, ...sourceLine(definition, words)]
}

/** Forms anybody recognises as the headword; listing them would only make noise, unless a person said something about them. */
const OBVIOUS: ReadonlySet<string> = new Set(['headword', 'inflection', 'case', 'width'])

function aliasBlocks(entry: ExportEntry, words: Words, book: Noting): string[] {
  const shown = entry.variants.filter(({ usage, rule }) => usage !== 'forbidden' && (usage !== null || !OBVIOUS.has(rule)))
  noteDivided([...shown.map(({ surface }) => surface), ...forbiddenForms(entry)], entry, book)
  for (const { usage, rule } of entry.variants) if (usage === null && OBVIOUS.has(rule)) book.note('obvious-form', entry)
  const line = (label: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`*${label}:* ${values.map(escapeInline).join(words.join)}`]
  return [
    ...line(
      words.aliases,
      shown.map(({ surface }) => surface),
    ),
    ...line(words.forbidden, forbiddenForms(entry)),
  ]
}

/** `## term（reading）`; the reading only where it says more than the term does. */
export function heading(entry: ExportEntry): string {
  const reading = entry.reading !== null && entry.reading !== entry.headword ? `（${escapeInline(entry.reading)}）` : ''
  return `${escapeInline(entry.headword)}${reading}`
}

/** What stands below an entry's heading, a block each. */
export function entryBlocks(entry: ExportEntry, words: Words, book: Noting): string[] {
  const note = entry.note.trim() === '' ? [] : [`*${words.note}:* ${escapeInline(joined(entry.note, entry, book))}`]
  noteMistakable(entry, entry.reading === null || entry.reading === entry.headword ? [entry.headword] : [], book)
  noteMalformed(entry, book)
  return [...aliasBlocks(entry, words, book), ...definitionBlocks(entry, words, book), ...note]
}

export const MARKDOWN_FIELDS: readonly Field[] = ['reading', 'definition', 'context', 'variants', 'forbidden', 'sources', 'note']

/** Marker comment (by which the folder walk knows its own output), title, counts. */
export function markdownHead(glossary: ExportGlossary): string {
  const words = WORDS[wordsOf(glossary)]
  const { terms, defined, contexts, documents } = glossary.summary
  return `<!-- ${EXPORT_MARKER} -->\n\n# ${words.glossary}\n\n${words.summary(terms, defined, contexts, documents)}\n`
}

/** One section per entry in the glossary's order. Links lead from the output file's place to the document's line. */
export function* markdownChunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const words = WORDS[wordsOf(glossary)]
  yield markdownHead(glossary)
  for (const entry of glossary.entries) {
    book.wrote(entry, MARKDOWN_FIELDS)
    yield `\n## ${heading(entry)}\n\n${entryBlocks(entry, words, book).join('\n\n')}\n`
  }
}

export const markdown: ExportFormat = {
  id: 'md',
  purpose: 'share',
  name: { en: 'Markdown – to read', ja: 'Markdown（読む）' },
  use: {
    en: 'One text file to read, mail or keep in a repository. Sources are links to the documents’ lines.',
    ja: '読む・送る・リポジトリーに置くための 1 つの文書です。出典は文書の行へのリンクになります。',
  },
  extension: 'md',
  mime: 'text/markdown',
  encoding: 'utf-8',
  folder: false,
  carries: MARKDOWN_FIELDS,
  files: oneFile(markdownChunks),
}
