import { hasCjk } from '../../contract/text/fold.ts'
import { EXPORT_MARKER } from '../../contract/text/marker.ts'
import { countEntries, type ExportDefinition, type ExportEntry, type ExportGlossary, type ExportSource, shownDefinition } from './model.ts'

/** The glossary as Markdown (CommonMark; nothing in a term or a quotation can become markup, a link, an image or HTML). */

const LABELS = {
  en: {
    glossary: 'Glossary',
    summary: (terms: number, defined: number, contexts: number, documents: number) =>
      `${count(terms, 'term')}, ${defined} with a definition, ${contexts} with a context only, from ${count(documents, 'document')}.`,
    aliases: 'Also',
    forbidden: 'Do not use',
    context: 'No definition found; used like this:',
    none: 'No definition found.',
    sources: 'Source',
    note: 'Note',
    join: ', ',
  },
  ja: {
    glossary: '用語集',
    summary: (terms: number, defined: number, contexts: number, documents: number) =>
      `用語 ${terms} 件、定義あり ${defined} 件、用例のみ ${contexts} 件、文書 ${documents} 件。`,
    aliases: '別表記',
    forbidden: '使わない表記',
    context: '定義は見つかりませんでした。用例:',
    none: '定義は見つかりませんでした。',
    sources: '出典',
    note: 'メモ',
    join: '、',
  },
} as const
type Labels = (typeof LABELS)[keyof typeof LABELS]

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** C0 and C1 controls, line breaks and runs of white space become one space. */
const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, ' ')
    .trim()

/**
 * Text as literal inline Markdown: every character that could begin markup (CommonMark 0.31 §6, GFM tables, strikethrough, math) gets
 * a backslash; block markers are only special at the start of a line, so those are escaped there.
 */
export function escapeInline(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>&|~$#]/gu, '\\$&')
    .replace(/^([-+=:])/u, '\\$1')
    .replace(/^(\d{1,9})([.)])/u, '$1\\$2')
}

function sourceLink(source: ExportSource): string {
  const label = escapeInline(`${source.file}:${source.line}`)
  return source.href === null ? label : `[${label}](<${source.href}#L${source.line}>)`
}

/** Sources of a definition, each place once. */
function sourceLine(definition: ExportDefinition, labels: Labels): string[] {
  const links = [...new Set(definition.sources.map(sourceLink))]
  return links.length === 0 ? [] : [`${labels.sources}: ${links.join(labels.join)}`]
}

function definitionBlocks(definition: ExportDefinition | null, labels: Labels): string[] {
  if (definition === null || definition.text.trim() === '') return [`*${labels.none}*`]
  const text = escapeInline(definition.text)
  const body = definition.kind === 'context' ? [`*${labels.context}*`, `> ${text}`] : [text]
  return [...body, ...sourceLine(definition, labels)]
}

/** Forms anybody recognises as the headword; listing them would only make noise, unless a person said something about them. */
const OBVIOUS: ReadonlySet<string> = new Set(['headword', 'inflection', 'case', 'width'])

function aliasBlocks(entry: ExportEntry, labels: Labels): string[] {
  const surfaces = (wanted: boolean) =>
    entry.variants
      .filter(({ usage, rule }) => (usage === 'forbidden') === wanted && (usage !== null || !OBVIOUS.has(rule)))
      .map(({ surface }) => escapeInline(surface))
  const line = (label: string, values: string[]) => (values.length === 0 ? [] : [`*${label}:* ${values.join(labels.join)}`])
  return [...line(labels.aliases, surfaces(false)), ...line(labels.forbidden, surfaces(true))]
}

/** `## term（reading）`; the reading only where it says more than the term does. */
function heading(entry: ExportEntry): string {
  const reading = entry.reading !== null && entry.reading !== entry.headword ? `（${escapeInline(entry.reading)}）` : ''
  return `## ${escapeInline(entry.headword)}${reading}`
}

function entryBlocks(entry: ExportEntry, labels: Labels): string[] {
  const note = entry.note.trim() === '' ? [] : [`*${labels.note}:* ${escapeInline(entry.note)}`]
  return [heading(entry), ...aliasBlocks(entry, labels), ...definitionBlocks(shownDefinition(entry), labels), ...note]
}

/** Language of the fixed words: Japanese when most headwords are. */
function labelsOf(glossary: ExportGlossary): Labels {
  const japanese = glossary.entries.filter((entry) => entry.language === 'ja' || hasCjk(entry.headword)).length
  return japanese * 2 > glossary.entries.length ? LABELS.ja : LABELS.en
}

/**
 * Marker comment (by which the folder walk knows its own output), title, counts, then one section per entry in the glossary's order.
 * Links lead from the output file's place to the document's line.
 */
export function toMarkdown(glossary: ExportGlossary): string {
  const labels = labelsOf(glossary)
  const { terms, defined, contexts, documents } = countEntries(glossary)
  const head = [`<!-- ${EXPORT_MARKER} -->`, `# ${labels.glossary}`, labels.summary(terms, defined, contexts, documents)]
  const blocks = [...head, ...glossary.entries.flatMap((entry) => entryBlocks(entry, labels))]
  return `${blocks.join('\n\n')}\n`
}
