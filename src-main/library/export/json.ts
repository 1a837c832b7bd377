import { EXPORT_MARKER } from '../../contract/text/marker.ts'
import { EXPORT_SCHEMA_VERSION } from '../../contract/version.ts'
import { countEntries, type ExportEntry, type ExportGlossary } from './model.ts'

function concept(entry: ExportEntry): object {
  return {
    id: entry.id,
    language: entry.language,
    preferred: entry.headword,
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
      sources: sources.map(({ file, sha256, line, start, end, quote }) => ({ file, sha256, line, start, end, quote })),
    })),
    related: entry.related.map(({ id, headword }) => ({ id, term: headword })),
    note: entry.note,
    editedAt: entry.editedAt,
  }
}

/**
 * The lossless format: everything an import needs, offsets and hashes included (schema: docs/export-formats.md). Pretty-printed with two
 * spaces, concepts in the glossary's order, one line feed at the end; no time but a person's edits, no path outside the document folder.
 */
export function toJson(glossary: ExportGlossary): string {
  const document = {
    marker: EXPORT_MARKER,
    schemaVersion: EXPORT_SCHEMA_VERSION,
    counts: countEntries(glossary),
    concepts: glossary.entries.map(concept),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
