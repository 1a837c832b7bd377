import { isKana, labelOf } from '../../exchange/labels.ts'
import { unreadable } from '../limits.ts'
import { type ImportedGlossary, type ImportedTerm, type ImportedVariant, type NotRead, notRead } from '../model.ts'
import { oneLine, splitReading } from '../text.ts'

/** What Markdown, HTML, reStructuredText and AsciiDoc glossaries have in common: an entry is a heading with paragraphs below it. */

export interface RawEntry {
  readonly place: string
  /** `term（よみ）`, or several terms that share one definition. */
  readonly headings: readonly string[]
  readonly paragraphs: readonly string[]
  readonly language?: string
  /** Spellings the markup itself names: aliases of a front matter, an abbreviation's long form. */
  readonly variants?: readonly ImportedVariant[]
  readonly reading?: string
  readonly category?: string
  readonly decision?: 'accepted' | 'dropped' | 'undecided'
  /** True: `variants` are all there are, whatever lines for readers say below. */
  readonly listed?: boolean
}

const splitNames = (text: string): string[] =>
  text
    .split(/[,、;；]\s*/u)
    .map(oneLine)
    .filter((name) => name !== '')

/** The entry as a term; lines with a lead word go to their fields. `missed`: what has no field. */
export function termOfEntry(entry: RawEntry): { readonly term: ImportedTerm | null; readonly missed: readonly NotRead[] } {
  const missed: NotRead[] = []
  const [first = '', ...others] = entry.headings
  // Where the markup names the reading, brackets of the term are its own.
  const { term, reading } = entry.reading !== undefined ? { term: oneLine(first), reading: undefined } : splitReading(first)
  if (term === '') return { term: null, missed: [notRead(entry.place, entry.paragraphs.join(' '), 'The entry names no term.')] }
  const variants: ImportedVariant[] = [
    ...others.map((heading): ImportedVariant => ({ surface: splitReading(heading).term, usage: null })),
    ...(entry.variants ?? []),
  ]
  const definition: string[] = []
  const notes: string[] = []
  let read = entry.reading ?? reading
  let context = false
  for (const paragraph of entry.paragraphs) {
    const { label, pattern } = labelOf(paragraph) ?? { label: null, pattern: '' }
    const rest = label === null ? paragraph : paragraph.replace(pattern, '').trim()
    if (entry.listed && (label === 'also' || label === 'forbidden')) continue
    if (label === 'also') variants.push(...splitNames(rest).map((surface): ImportedVariant => ({ surface, usage: null })))
    else if (label === 'forbidden') variants.push(...splitNames(rest).map((surface): ImportedVariant => ({ surface, usage: 'forbidden' })))
    else if (label === 'note') notes.push(rest)
    else if (label === 'reading' && isKana(rest)) read = rest
    else if (label === 'source') missed.push(notRead(entry.place, paragraph, 'Citations are kept in the JSON format only.'))
    else if (label === 'related') missed.push(notRead(entry.place, paragraph, 'Related terms are kept in the JSON format only.'))
    else if (label === 'context' && rest === '') context = true
    else if (label === 'context') missed.push(notRead(entry.place, rest, 'An example of use is no definition.'))
    else if (context && definition.length === 0) {
      missed.push(notRead(entry.place, paragraph, 'An example of use is no definition.'))
      context = false
    } else if (label !== 'none' && paragraph.trim() !== '') definition.push(paragraph.trim())
  }
  return {
    missed,
    term: {
      place: entry.place,
      term,
      language: null,
      ...(variants.some(({ surface, usage }) => usage === 'forbidden' && surface === term) ? { usage: 'forbidden' as const } : {}),
      ...(read === undefined ? {} : { reading: read }),
      ...(entry.category === undefined ? {} : { category: entry.category }),
      ...(entry.decision === undefined ? {} : { decision: entry.decision }),
      ...(definition.length === 0 ? {} : { definition: definition.join('\n\n').normalize('NFC') }),
      variants: variants.filter(({ surface }) => surface !== '' && surface !== term),
      ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
    },
  }
}

/** @throws AppError IMPORT_FAILED when there is no entry at all */
export function glossaryOf(entries: readonly RawEntry[], missed: readonly NotRead[], what: string): ImportedGlossary {
  const read = entries.map(termOfEntry)
  const terms = read.flatMap(({ term }) => (term ? [term] : []))
  if (terms.length === 0) throw unreadable(`No glossary was found in the file: ${what}. Choose another file or format.`)
  return { terms, excluded: [], required: [], notRead: [...missed, ...read.flatMap((entry) => entry.missed)] }
}
