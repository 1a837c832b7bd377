import Database from 'better-sqlite3'
import { unreadable } from '../limits.ts'
import { type ImportedDocument, type ImportedGlossary, type ImportedTerm, type ImportInput, type NotRead, notRead } from '../model.ts'
import { cleanText, oneLine } from '../text.ts'

/**
 * A project of GenGlossary's predecessor (SQLite, schema 3 to 9): documents, terms with categories and notes, required and excluded terms,
 * synonym groups, provisional and refined definitions, issues. Opened as a copy in memory: the file is never written, no lock is taken. Every
 * table and column may be missing, as in its older schemas. Its runs, settings and confidences have no place here and are reported.
 */

type Db = Database.Database
type Row = Readonly<Record<string, unknown>>

const KNOWN_TABLES = [
  'metadata',
  'documents',
  'terms_extracted',
  'terms_excluded',
  'terms_required',
  'glossary_provisional',
  'glossary_refined',
  'glossary_issues',
  'term_synonym_groups',
  'term_synonym_members',
  'runs',
  'schema_version',
]
const NEWEST = 9
const MAGIC = 'SQLite format 3\0'

const CATEGORIES: Readonly<Record<string, string>> = {
  person_name: 'person',
  place_name: 'place',
  organization: 'organization',
  organization_name: 'organization',
  title: 'title',
  technical_term: 'term',
  common_noun: 'generic',
}

/** @throws AppError IMPORT_FAILED for what is no such project, its list of projects, or damaged */
export function readPredecessor({ bytes }: ImportInput): ImportedGlossary {
  const db = open(bytes)
  try {
    return new Project(db).read()
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error
    throw damaged(error)
  } finally {
    db.close()
  }
}

const damaged = (cause: unknown) =>
  unreadable(
    'The project file is damaged: parts of it can not be read. Nothing was imported. Try a backup of it, or the glossary it exported.',
    cause,
  )

function open(bytes: Uint8Array): Db {
  if (Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') !== MAGIC) {
    throw unreadable('The file is no project of the earlier GenGlossary: it is no SQLite database. Choose another file or format.')
  }
  const copy = Buffer.from(bytes)
  // A database in write-ahead mode can't be opened from memory; what was committed before its last checkpoint is in these bytes all the same.
  if (copy[18] === 2) copy.fill(1, 18, 20)
  let db: Db | undefined
  try {
    db = new Database(copy, { readonly: true })
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('quick_check')
    return db
  } catch (error) {
    db?.close()
    throw damaged(error)
  }
}

interface Draft {
  readonly place: string
  readonly term: string
  category?: string
  decision: 'accepted' | 'dropped' | 'undecided'
  required: boolean
  definition?: string
  readonly notes: string[]
  readonly variants: string[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value))

class Project {
  readonly #db: Db
  readonly #tables: ReadonlySet<string>
  readonly #drafts = new Map<string, Draft>()
  readonly #missed: NotRead[] = []

  constructor(db: Db) {
    this.#db = db
    this.#tables = new Set(
      (db.prepare(`SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'`).all() as { name: string }[]).map(
        ({ name }) => name,
      ),
    )
  }

  read(): ImportedGlossary {
    this.#checkKind()
    this.#extracted()
    this.#definitions()
    this.#synonyms()
    this.#issues()
    const required = this.#rows('terms_required').map((row) => this.#listed(row, 'required'))
    const excluded = this.#rows('terms_excluded').map((row) => this.#listed(row, 'excluded'))
    for (const { surface } of required) {
      const draft = this.#draft(surface, 'required terms')
      draft.required = true
      if (draft.decision === 'undecided') draft.decision = 'accepted'
    }
    const documents = this.#documents()
    this.#leftOver()
    const terms = [...this.#drafts.values()].map(termOf)
    return { terms, required: [], excluded: excluded.filter(({ surface }) => surface !== ''), notRead: this.#missed, documents }
  }

  #checkKind(): void {
    if (this.#tables.has('projects') && !this.#tables.has('terms_extracted')) {
      throw unreadable('This is the list of projects of the earlier GenGlossary, no project. Choose the file of a project (its db_path).')
    }
    if (!this.#tables.has('terms_extracted') && !this.#tables.has('glossary_refined') && !this.#tables.has('glossary_provisional')) {
      throw unreadable(
        'This SQLite database is no project of the earlier GenGlossary: it has no terms and no glossary. Choose another file.',
      )
    }
    const version = this.#rows('schema_version').reduce((newest, row) => Math.max(newest, Number(row.version) || 0), 0)
    if (version > NEWEST)
      this.#missed.push(notRead('schema_version', String(version), `Newer than schema ${NEWEST}: read as far as it is the same.`))
  }

  /** Every row of a table; none when there is no such table. */
  #rows(table: string): Row[] {
    return this.#tables.has(table) ? (this.#db.prepare(`SELECT * FROM "${table}" ORDER BY rowid`).all() as Row[]) : []
  }

  #draft(name: string, place: string): Draft {
    const term = oneLine(name)
    const known = this.#drafts.get(term)
    if (known) return known
    const draft: Draft = { place, term, decision: 'undecided', required: false, notes: [], variants: [] }
    this.#drafts.set(term, draft)
    return draft
  }

  #extracted(): void {
    for (const row of this.#rows('terms_extracted')) {
      const name = text(row.term_text)
      if (oneLine(name) === '') {
        this.#missed.push(notRead(`term ${text(row.id)}`, name, 'The term is empty.'))
        continue
      }
      const draft = this.#draft(name, `term ${text(row.id)}`)
      const category = text(row.category).trim()
      if (category !== '') draft.category = CATEGORIES[category] ?? category
      const note = cleanText(text(row.user_notes))
      if (note !== '') draft.notes.push(note)
    }
  }

  /** The refined definition is the definition; a provisional one that differs from it becomes a note. */
  #definitions(): void {
    let occurrences = 0
    let confidences = 0
    for (const table of ['glossary_refined', 'glossary_provisional']) {
      for (const row of this.#rows(table)) {
        const name = oneLine(text(row.term_name))
        const definition = cleanText(text(row.definition))
        if (name === '') this.#missed.push(notRead(`${table} ${text(row.id)}`, definition, 'The entry names no term.'))
        if (name === '') continue
        const draft = this.#draft(name, `${table} ${text(row.id)}`)
        draft.decision = 'accepted'
        if (draft.definition === undefined && definition !== '') draft.definition = definition
        else if (definition !== '' && definition !== draft.definition) draft.notes.push(`Provisional definition: ${definition}`)
        occurrences += occurrencesIn(row.occurrences)
        if (row.confidence !== null && row.confidence !== undefined) confidences++
      }
    }
    if (occurrences > 0)
      this.#missed.push(notRead('glossary', `${occurrences} occurrences`, 'Occurrences are found anew in the documents.'))
    if (confidences > 0) this.#missed.push(notRead('glossary', `${confidences} confidences`, 'The library has no field for a confidence.'))
  }

  #synonyms(): void {
    const primary = new Map<unknown, Draft>()
    for (const row of this.#rows('term_synonym_groups')) {
      const name = oneLine(text(row.primary_term_text))
      if (name === '') this.#missed.push(notRead(`synonym group ${text(row.id)}`, '', 'The group names no primary term.'))
      else primary.set(row.id, this.#draft(name, `synonym group ${text(row.id)}`))
    }
    for (const row of this.#rows('term_synonym_members')) {
      const name = oneLine(text(row.term_text))
      const head = primary.get(row.group_id)
      if (!head || name === '') this.#missed.push(notRead(`synonym ${text(row.id)}`, name, 'Its group is not in the file.'))
      else if (name !== head.term) this.#join(head, name)
    }
  }

  /** A synonym with a definition or notes of its own gives them to its group's primary term, so that nothing said about it is lost. */
  #join(head: Draft, name: string): void {
    head.variants.push(name)
    const own = this.#drafts.get(name)
    if (!own || own === head) return
    this.#drafts.delete(name)
    head.notes.push(...own.notes)
    head.variants.push(...own.variants)
    if (own.decision === 'accepted') head.decision = 'accepted'
    head.category ??= own.category as string
    if (own.definition === undefined) return
    if (head.definition === undefined) head.definition = own.definition
    else head.notes.push(`${name}: ${own.definition}`)
  }

  /** Issues become notes; a term that was to be excluded is dropped, with the reason. */
  #issues(): void {
    const heads = new Map([...this.#drafts.values()].flatMap((draft) => draft.variants.map((variant) => [variant, draft] as const)))
    for (const row of this.#rows('glossary_issues')) {
      const name = oneLine(text(row.term_name))
      const description = cleanText(text(row.description))
      const draft = this.#drafts.get(name) ?? heads.get(name)
      if (!draft) {
        this.#missed.push(notRead(`issue ${text(row.id)}`, `${name}: ${description}`, 'Its term is not in the file.'))
        continue
      }
      const reason = cleanText(text(row.exclusion_reason))
      draft.notes.push(`${text(row.issue_type) || 'issue'}: ${[description, reason].filter((part) => part !== '').join(' – ')}`)
      if (Number(row.should_exclude) === 1) draft.decision = 'dropped'
    }
  }

  #listed(row: Row, list: string): { place: string; surface: string } {
    const surface = oneLine(text(row.term_text))
    const place = `${list} term ${text(row.id)}`
    if (surface === '') this.#missed.push(notRead(place, '', 'The term is empty.'))
    return { place, surface }
  }

  #documents(): ImportedDocument[] {
    const documents = this.#rows('documents').map(
      (row, index): ImportedDocument => ({
        name: text(row.file_name ?? row.file_path ?? row.path) || `document ${index + 1}`,
        text: text(row.content),
      }),
    )
    const empty = documents.filter((document) => document.text === '').length
    if (documents.length > 0) {
      const what = `${documents.length} documents${empty > 0 ? `, ${empty} of them without text` : ''}`
      this.#missed.push(
        notRead('documents', what, 'Documents stay where they are: add their folder to the library, or have them written out.'),
      )
    }
    return documents
  }

  /** Tables this reader does not know, and those it leaves out. */
  #leftOver(): void {
    for (const table of this.#tables) {
      const rows = this.#rows(table).length
      if (rows === 0) continue
      if (table === 'runs' || table === 'metadata')
        this.#missed.push(notRead(table, `${rows} rows`, 'Runs and settings belong to the earlier program.'))
      else if (!KNOWN_TABLES.includes(table)) this.#missed.push(notRead(table, `${rows} rows`, 'This table is not known.'))
    }
  }
}

function occurrencesIn(value: unknown): number {
  try {
    const list: unknown = JSON.parse(text(value) || '[]')
    return Array.isArray(list) ? list.length : 0
  } catch {
    return 0 // occurrences are not taken over, readable or not
  }
}

function termOf({ place, term, category, decision, required, definition, notes, variants }: Draft): ImportedTerm {
  const surfaces = [...new Set(variants)].filter((surface) => surface !== term)
  return {
    place,
    term,
    language: null,
    decision,
    required,
    ...(category === undefined || category === 'term' ? {} : { category }),
    ...(definition === undefined ? {} : { definition }),
    variants: surfaces.map((surface) => ({ surface, usage: null })),
    ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
  }
}
