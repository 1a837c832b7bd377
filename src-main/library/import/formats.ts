import type { ImportFormatId } from '../../contract/imports.ts'
import { decode } from '../../contract/text/decode.ts'
import { readCsv } from './formats/csv.ts'
import { readHtml } from './formats/html.ts'
import { readJson, readJsonPieces } from './formats/json.ts'
import { readJsonLd } from './formats/jsonld.ts'
import { readMarkdown } from './formats/markdown.ts'
import { readAsciiDoc, readRst } from './formats/markup-lists.ts'
import { readPredecessor } from './formats/predecessor.ts'
import { readPrh } from './formats/prh.ts'
import { readRdfXml } from './formats/rdfxml.ts'
import { readTbx } from './formats/tbx.ts'
import { readTurtle } from './formats/turtle.ts'
import { readVale } from './formats/vale.ts'
import { readCspell, readImeDictionary, readUtx } from './formats/words.ts'
import { readXlsx } from './formats/xlsx.ts'
import { MAX_FILE_BYTES, unreadable } from './limits.ts'
import { type ColumnMapping, EMPTY, type ImportedGlossary, type ImportInput, notRead } from './model.ts'
import { readTable, type Table, type TableView, viewTable } from './table.ts'

/** Every import format, a line each. A new one: its file in formats/, its line here, its name in contract/imports.ts. */

interface Format {
  /** Endings of file names, without the dot. */
  readonly endings: readonly string[]
  /** What the first 4 000 characters look like; tried in the order of the table. */
  readonly sign?: RegExp
  readonly binary?: true
  /** Gives concepts, … */
  readonly read?: (input: ImportInput) => ImportedGlossary
  /** The same without the whole file in memory; null when it has to be read whole after all. */
  readonly readPieces?: (pieces: Iterable<Uint8Array>) => ImportedGlossary | null
  /** … or a table whose columns are to be told apart. */
  readonly table?: (input: ImportInput) => Table
}

const FORMATS: Readonly<Record<ImportFormatId, Format>> = {
  json: { endings: ['json'], sign: /^\s*\{[\s\S]*"(?:schemaVersion|concepts)"\s*:/u, read: readJson, readPieces: readJsonPieces },
  jsonld: { endings: ['jsonld', 'json'], sign: /^\s*[[{][\s\S]*"@(?:context|graph|id|type)"\s*:/u, read: readJsonLd },
  csv: { endings: ['csv', 'tsv', 'tab'], table: readCsv },
  xlsx: { endings: ['xlsx', 'xlsm'], binary: true, table: readXlsx },
  tbx: { endings: ['tbx', 'xml', 'tbxm'], sign: /<(?:tbx|martif)\b/u, read: readTbx },
  turtle: { endings: ['ttl', 'turtle', 'nt'], sign: /^\s*(?:@prefix|@base|PREFIX|BASE)\s/mu, read: readTurtle },
  rdfxml: {
    endings: ['rdf', 'xml', 'owl'],
    sign: /<rdf:RDF\b|xmlns="http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#"/u,
    read: readRdfXml,
  },
  markdown: { endings: ['md', 'markdown', 'mdown'], read: readMarkdown },
  html: { endings: ['html', 'htm', 'xhtml'], sign: /<!doctype html|<html\b|<dl\b/iu, read: readHtml },
  rst: { endings: ['rst', 'rest'], sign: /^\s*\.\.\s+glossary::/mu, read: readRst },
  asciidoc: { endings: ['adoc', 'asciidoc', 'asc'], sign: /^\[glossary\]$/mu, read: readAsciiDoc },
  prh: { endings: ['yml', 'yaml'], sign: /^rules\s*:/mu, read: readPrh },
  vale: { endings: ['yml', 'yaml', 'txt'], sign: /^(?:extends\s*:\s*['"]?substitution|swap\s*:)/mu, read: readVale },
  utx: { endings: ['utx', 'txt', 'tsv'], sign: /^\uFEFF?#UTX/iu, read: readUtx },
  ime: { endings: ['txt', 'tsv'], sign: /^(?:!Microsoft IME|!!ATOK|# ?Gboard|[\u3041-\u3096ー]+\t[^\t\n]+\t)/mu, read: readImeDictionary },
  cspell: { endings: ['txt', 'dic'], sign: /^(?:!\S|\S+->\S|[~+*]\S|\S+[+*]$)/mu, read: readCspell },
  predecessor: { endings: ['db', 'sqlite', 'sqlite3'], binary: true, sign: /^SQLite format 3\0/u, read: readPredecessor },
}

const IDS = Object.keys(FORMATS) as ImportFormatId[]
const HEAD = 4000

/**
 * The format of a file: by what it looks like among those of its ending, else by its ending, else by what it looks like; null when nothing
 * fits. Files of words (`accept.txt`, `reject.txt`) are told by their names.
 */
export function detectFormat(name: string, bytes: Uint8Array): ImportFormatId | null {
  if (/^(?:accept|reject)[^/]*\.txt$/iu.test(name)) return 'vale'
  const ending = /\.([^.]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''
  const head = headOf(bytes)
  const named = IDS.filter((id) => FORMATS[id].endings.includes(ending))
  const looks = (id: ImportFormatId): boolean => FORMATS[id].sign?.test(head) ?? false
  if (/^PK\x03\x04/u.test(head) && named.length === 0) return 'xlsx'
  return (
    named.find(looks) ??
    (named.length > 0 && ending !== 'txt' && ending !== 'xml' ? (named[0] as ImportFormatId) : (IDS.find(looks) ?? named[0] ?? null))
  )
}

function headOf(bytes: Uint8Array): string {
  const head = bytes.subarray(0, HEAD)
  return /^(?:PK\x03\x04|SQLite format 3)/u.test(Buffer.from(head.subarray(0, 16)).toString('latin1'))
    ? Buffer.from(head).toString('latin1')
    : decode(head).text.slice(0, HEAD)
}

/** A table of which no column holds the terms is shown, so that a person can say which one does; nothing of it is taken until then. */
const withoutTerms = ({ rows }: TableView): ImportedGlossary => ({
  ...EMPTY,
  notRead: [notRead('file', `${rows} rows`, 'No column is known to hold the terms. Say which one does.')],
})

export interface ReadFile {
  readonly format: ImportFormatId
  readonly encoding: string
  /** Sentences about the decoding. */
  readonly warnings: readonly string[]
  readonly glossary: ImportedGlossary
  /** Of tables only. */
  readonly table: TableView | null
}

/** A file's bytes, read when they are asked for. */
export interface ByteSource {
  readonly size: number
  whole(): Uint8Array
  /** In order, each good until the next is asked for. */
  pieces(): Iterable<Uint8Array>
}

const inMemory = (bytes: Uint8Array): ByteSource => ({ size: bytes.length, whole: () => bytes, pieces: () => [bytes] })

function headBytes(source: ByteSource): Uint8Array {
  for (const piece of source.pieces()) return piece.slice(0, HEAD)
  return new Uint8Array()
}

/**
 * Reads a file. Pure: same bytes, same result.
 *
 * @param name file name without folders
 * @param format as a person chose; else it is found out
 * @throws AppError IMPORT_FAILED with a sentence that says why and what to do, and what reading the bytes throws
 */
export function readImport(
  name: string,
  file: Uint8Array | ByteSource,
  format: ImportFormatId | null = null,
  mapping?: ColumnMapping,
): ReadFile {
  const source = file instanceof Uint8Array ? inMemory(file) : file
  if (source.size > MAX_FILE_BYTES) throw unreadable('The file is larger than 256 MB. Split it and import the parts.')
  if (source.size === 0) throw unreadable('The file is empty. Choose another one.')
  const chosen = format ?? detectFormat(name, headBytes(source))
  if (chosen === null) throw unreadable('The format of the file is not known by its name or its content. Say which one it is.')
  const known = FORMATS[chosen]
  const glossary = known.readPieces?.(source.pieces()) ?? null
  if (glossary !== null) return { format: chosen, encoding: 'utf-8', warnings: [], glossary, table: null }
  return readWhole(name, source, chosen, mapping)
}

function readWhole(name: string, source: ByteSource, format: ImportFormatId, mapping?: ColumnMapping): ReadFile {
  const known = FORMATS[format]
  // Bytes or text, never both: a file may have 256 MB.
  const bytes = known.binary ? source.whole() : NOTHING
  const { text, encoding, warnings } = known.binary ? { text: '', encoding: 'binary', warnings: [] } : decode(source.whole())
  const input: ImportInput = { name, bytes, text, ...(mapping === undefined ? {} : { mapping }) }
  if (known.table) {
    const table = known.table(input)
    const view = viewTable(table, mapping)
    const glossary = view.mapping.columns.includes('term') ? readTable(table, view.mapping) : withoutTerms(view)
    return { format, encoding, warnings, glossary, table: view }
  }
  const read = known.read as (input: ImportInput) => ImportedGlossary
  return { format, encoding, warnings, glossary: read(input), table: null }
}

const NOTHING = new Uint8Array()
