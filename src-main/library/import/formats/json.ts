import { foldKey } from '../../../contract/text/fold.ts'
import { EXPORT_SCHEMA_VERSION } from '../../../contract/version.ts'
import { PackedList } from '../../../store/packed-list.ts'
import { type JsonConcept, jsonConceptSchema } from '../../exchange/json.ts'
import { readJsonList } from '../json-list.ts'
import { unreadable } from '../limits.ts'
import { type ConceptRecord, type ImportedGlossary, type ImportedTerm, type ImportInput, type NotRead, notRead } from '../model.ts'

/** The lossless format (docs/glossary.schema.json). A concept that breaks the schema is left out and reported, the others are read. */

const LANGUAGE = /^(en|ja|other)$/u

/** @throws AppError IMPORT_FAILED */
export function readJson({ text }: ImportInput): ImportedGlossary {
  try {
    return readPieces([Buffer.from(text, 'utf8')])
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw unreadable(`The file is not valid JSON: ${error.message}. Export it again.`, error)
  }
}

/**
 * The same from the file's bytes, of which one concept is held at a time. Null when they are not UTF-8, or no JSON: whoever has the whole
 * file then finds out which.
 *
 * @throws AppError IMPORT_FAILED
 */
export function readJsonPieces(pieces: Iterable<Uint8Array>): ImportedGlossary | null {
  try {
    return readPieces(pieces)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  }
}

function readPieces(pieces: Iterable<Uint8Array>): ImportedGlossary {
  const records = new PackedList<JsonConcept>()
  const terms: ImportedTerm[] = []
  const missed: NotRead[] = []
  let index = 0
  const value = readJsonList(pieces, 'concepts', (concept) => {
    const parsed = jsonConceptSchema.safeParse(concept)
    if (parsed.success) terms.push(termOf(parsed.data, index, records))
    else {
      const issue = parsed.error.issues[0]
      const reason = `Not a concept of the schema: ${issue ? `${issue.path.join('.') || 'value'}: ${issue.message}` : 'unknown'}.`
      missed.push(notRead(`concept ${index + 1}`, JSON.stringify(concept) ?? '', reason))
    }
    const unknown =
      concept !== null && typeof concept === 'object' ? Object.keys(concept).filter((name) => !(name in jsonConceptSchema.shape)) : []
    for (const name of unknown) missed.push(notRead(`concept ${index + 1}`, name, 'This field is not known to this version.'))
    index++
  })
  checkFrame(value)
  for (const name of Object.keys(value)) {
    if (!TOP.includes(name)) missed.push(notRead('file', name, 'This field is not known to this version.'))
  }
  return { terms, excluded: [], required: [], notRead: missed }
}

function checkFrame(value: unknown): asserts value is object {
  if (value === null || typeof value !== 'object' || !Array.isArray((value as { concepts?: unknown }).concepts)) {
    throw unreadable('This JSON is no glossary: it has no list "concepts". Choose the format it was written in.')
  }
  const { schemaVersion } = value as { schemaVersion?: unknown }
  if (typeof schemaVersion === 'number' && schemaVersion > EXPORT_SCHEMA_VERSION) {
    throw unreadable(`The glossary was written by a newer version of GenGlossary (schema ${schemaVersion}). Update GenGlossary.`)
  }
}

const TOP = ['marker', 'schemaVersion', 'counts', 'concepts', '$schema']

/** `en:mouse#2` is the second meaning of the word; `en:c#` is the first of another. */
function senseOf({ id, language, preferred }: JsonConcept): number {
  const base = `${language}:${foldKey(preferred)}`
  const [, number] = id.startsWith(`${base}#`) ? (/^(\d{1,6})$/u.exec(id.slice(base.length + 1)) ?? []) : []
  return number === undefined ? 0 : Math.max(0, Number(number) - 1)
}

class Packed implements ConceptRecord {
  readonly id: string
  readonly #list: PackedList<JsonConcept>
  readonly #index: number

  constructor(record: JsonConcept, list: PackedList<JsonConcept>) {
    this.id = record.id
    this.#list = list
    this.#index = list.length
    list.push(record)
  }

  read(): JsonConcept {
    return this.#list.at(this.#index)
  }
}

function termOf(record: JsonConcept, index: number, records: PackedList<JsonConcept>): ImportedTerm {
  const shown = record.definitions[0]
  return {
    place: `concept ${index + 1}`,
    term: record.preferred,
    language: LANGUAGE.test(record.language) ? (record.language as 'en' | 'ja' | 'other') : 'other',
    sense: senseOf(record),
    ...(record.usage == null ? {} : { usage: record.usage }),
    ...(record.reading === null ? {} : { reading: record.reading, readingSure: record.readingSure }),
    ...(record.category === 'term' ? {} : { category: record.category }),
    decision: record.status,
    required: record.required,
    ...(shown && shown.kind !== 'context' && shown.text !== '' ? { definition: shown.text } : {}),
    variants: record.variants.map(({ text, type, count, status }) => ({ surface: text, usage: status, rule: type, count })),
    ...(record.note === '' ? {} : { note: record.note }),
    record: new Packed(record, records),
  }
}
