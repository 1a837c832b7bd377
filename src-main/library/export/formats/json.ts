import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { EXPORT_SCHEMA_VERSION } from '../../../contract/version.ts'
import type { JsonConcept } from '../../exchange/json.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { LossBook } from '../loss.ts'
import { FIELDS, type Field } from '../loss.ts'
import type { ExportEntry, ExportGlossary, ExportSource } from '../model.ts'

const EVERYTHING = Object.keys(FIELDS) as Field[]

const text = (value: string): string => JSON.stringify(value)

/**
 * Definitions as JSON.stringify writes them where they stand in a concept. By hand, because a library has a hundred thousand sources, and
 * JSON.stringify takes twice as long for each as for its strings alone.
 */
function definitionsText(definitions: ExportEntry['definitions']): string {
  if (definitions.length === 0) return '[]'
  const all = definitions.map(
    ({ kind, text: said, sources }) => `
        {
          "kind": ${text(kind)},
          "text": ${text(said)},
          "sources": ${sources.length === 0 ? '[]' : `[${sources.map(sourceText).join(',')}\n          ]`}
        }`,
  )
  return `[${all.join(',')}\n      ]`
}

const sourceText = ({ file, sha256, line, part, start, end, quote }: ExportSource): string => `
            {
              "file": ${text(file)},
              "sha256": ${text(sha256)},
              "line": ${line},${part === undefined ? '' : `\n              "part": ${text(part)},`}
              "start": ${start},
              "end": ${end},
              "quote": ${text(quote)}
            }`

/** A concept without its definitions. */
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
    definitions: [],
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

/** No text can hold it: a line break in a string of JSON is written `\\n`. */
const NO_DEFINITIONS = '\n      "definitions": []'

/** A whole concept, byte for byte as JSON.stringify writes it. */
export function conceptText(entry: ExportEntry): string {
  const without = indented(concept(entry))
  const at = without.indexOf(NO_DEFINITIONS) + NO_DEFINITIONS.length
  return without.slice(0, at - '[]'.length) + definitionsText(entry.definitions) + without.slice(at)
}

/** What JSON.stringify would write of the whole, two spaces deep, one concept at a time. */
function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const { terms, defined, contexts, documents } = glossary.summary
  const counts = JSON.stringify({ terms, defined, contexts, documents }, null, 2).replaceAll('\n', '\n  ')
  yield `{\n  "marker": "${EXPORT_MARKER}",\n  "schemaVersion": ${EXPORT_SCHEMA_VERSION},\n  "counts": ${counts},\n  "concepts": [`
  let first = true
  for (const entry of glossary.entries) {
    book.wrote(entry, EVERYTHING)
    yield `${first ? '' : ','}\n    ${conceptText(entry)}`
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
    ja: '何も失わない唯一の形式です。別のライブラリに取り込め、プログラムからも扱えます。',
  },
  extension: 'json',
  mime: 'application/json',
  encoding: 'utf-8',
  folder: false,
  carries: EVERYTHING,
  files: oneFile(chunks),
}
