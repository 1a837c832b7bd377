import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { EXPORT_SCHEMA_VERSION } from '../../../contract/version.ts'
import type { JsonConcept } from '../../exchange/json.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { LossBook } from '../loss.ts'
import { FIELDS, type Field } from '../loss.ts'
import type { ExportEntry, ExportGlossary, ExportSource } from '../model.ts'

const EVERYTHING = Object.keys(FIELDS) as Field[]

type Source = JsonConcept['definitions'][number]['sources'][number]

/** Written out: put together from others, a hundred thousand of them cost more than reading them. */
const sourceOf = ({ file, sha256, line, part, start, end, quote }: ExportSource): Source =>
  part === undefined ? { file, sha256, line, start, end, quote } : { file, sha256, line, part, start, end, quote }

function concept(entry: ExportEntry): JsonConcept {
  return {
    id: entry.id,
    language: entry.language,
    preferred: entry.headword,
    usage: entry.usage,
    reading: entry.reading,
    readingSure: entry.readingSure,
    pos: 'noun',
    abbreviation: entry.abbreviation,
    category: entry.category,
    status: entry.decision,
    required: entry.required,
    frequency: entry.frequency,
    documents: entry.documents,
    glossaryRank: entry.glossaryRank,
    glossaryScore: entry.glossaryScore,
    termhoodRank: entry.termhoodRank,
    termhoodScore: entry.termhoodScore,
    variants: entry.variants.map(({ surface, rule, count, usage }) => ({ text: surface, type: rule, count, status: usage })),
    definitions: entry.definitions.map(({ kind, text, sources }) => ({
      kind,
      text,
      sources: sources.map(sourceOf),
    })),
    related: entry.related.map(({ id, headword }) => ({ id, term: headword })),
    note: entry.note,
    editedAt: entry.editedAt,
  }
}

/** As JSON.stringify writes a value two levels deep: its own line breaks are indented by four already. */
function indented(value: unknown): string {
  const nested = JSON.stringify([[value]], null, 2)
  return nested.slice('[\n  [\n    '.length, -'\n  ]\n]'.length)
}

/** What JSON.stringify would write of the whole, two spaces deep, one concept at a time. */
function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const { terms, defined, contexts, documents } = glossary.summary
  const counts = JSON.stringify({ terms, defined, contexts, documents }, null, 2).replaceAll('\n', '\n  ')
  yield `{\n  "marker": "${EXPORT_MARKER}",\n  "schemaVersion": ${EXPORT_SCHEMA_VERSION},\n  "counts": ${counts},\n  "concepts": [`
  let first = true
  for (const entry of glossary.entries) {
    book.wrote(entry, EVERYTHING)
    yield `${first ? '' : ','}\n    ${indented(concept(entry))}`
    first = false
  }
  yield first ? ']\n}\n' : '\n  ]\n}\n'
}

/**
 * The lossless format: everything an import needs, offsets and hashes included (../../exchange/json.ts is its schema). Concepts in the
 * glossary's order, one line feed at the end; no time but a person's edits, no path outside the document folder.
 */
export const json: ExportFormat = {
  id: 'json',
  purpose: 'exchange',
  name: { en: 'JSON – everything', ja: 'JSON（すべて）' },
  use: {
    en: 'The one format that loses nothing. Another library imports it; programs read it (docs/glossary.schema.json).',
    ja: '何も失わない唯一の形式です。別のライブラリで読み込め、プログラムからも扱えます。',
  },
  extension: 'json',
  mime: 'application/json',
  encoding: 'utf-8',
  folder: false,
  carries: EVERYTHING,
  files: oneFile(chunks),
}
