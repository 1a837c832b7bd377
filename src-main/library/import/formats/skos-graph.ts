import { unreadable } from '../limits.ts'
import { type ImportedGlossary, type ImportedTerm, type ImportedVariant, type NotRead, notRead } from '../model.ts'
import { cleanText, languageOfTag, oneLine } from '../text.ts'

/** Concepts out of RDF statements: SKOS (W3C, 2009) and schema.org's DefinedTerm. Where the statements come from is no matter. */

export interface Statement {
  readonly subject: string
  /** IRI. */
  readonly predicate: string
  readonly value: string
  /** Language tag of a literal; '' without one. */
  readonly language: string
  readonly isIri: boolean
}

export const SKOS = 'http://www.w3.org/2004/02/skos/core#'
export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const SCHEMA = /^https?:\/\/schema\.org\//u

type Role = 'preferred' | 'variant' | 'forbidden' | 'definition' | 'note' | 'ignore'

const ROLES: Readonly<Record<string, Role>> = {
  [`${SKOS}prefLabel`]: 'preferred',
  [`${SKOS}altLabel`]: 'variant',
  [`${SKOS}hiddenLabel`]: 'forbidden',
  [`${SKOS}definition`]: 'definition',
  [`${SKOS}note`]: 'note',
  [`${SKOS}scopeNote`]: 'note',
  [`${SKOS}example`]: 'note',
  [`${SKOS}editorialNote`]: 'note',
  [`${SKOS}changeNote`]: 'note',
  [`${SKOS}historyNote`]: 'note',
  [`${SKOS}inScheme`]: 'ignore',
  [`${SKOS}topConceptOf`]: 'ignore',
  [`${RDF}type`]: 'ignore',
}
const SCHEMA_ROLES: Readonly<Record<string, Role>> = {
  name: 'preferred',
  alternateName: 'variant',
  description: 'definition',
  inDefinedTermSet: 'ignore',
  inLanguage: 'ignore',
}

const roleOf = (predicate: string): Role | null =>
  ROLES[predicate] ?? (SCHEMA.test(predicate) ? (SCHEMA_ROLES[predicate.replace(SCHEMA, '')] ?? null) : null)

const isConcept = (statement: Statement): boolean =>
  statement.predicate === `${RDF}type` &&
  (statement.value === `${SKOS}Concept` || (SCHEMA.test(statement.value) && statement.value.endsWith('/DefinedTerm')))

const isScheme = (statement: Statement): boolean =>
  statement.predicate === `${RDF}type` && (statement.value === `${SKOS}ConceptScheme` || statement.value.endsWith('/DefinedTermSet'))

/** Subjects whose statements are gathered at a time. Files name one after the other; what is nested comes in between. */
const WINDOW = 256

/** A subject is spoken of again, long after its statements seemed complete. */
class Scattered extends Error {}

/** Statements become concepts as soon as their subject seems complete: together they would be several times the file. */
class Concepts {
  readonly terms: ImportedTerm[] = []
  readonly missed: NotRead[] = []
  readonly #window: number
  readonly #open = new Map<string, Statement[]>()
  readonly #done = new Set<string>()

  constructor(window: number) {
    this.#window = window
  }

  /** @throws Scattered */
  add(statement: Statement): void {
    const known = this.#open.get(statement.subject)
    if (known) {
      known.push(statement)
      return
    }
    if (this.#done.has(statement.subject)) throw new Scattered()
    this.#open.set(statement.subject, [statement])
    if (this.#open.size > this.#window) this.#close()
  }

  end(): void {
    while (this.#open.size > 0) this.#close()
  }

  /** The oldest open subject: concepts keep the order in which they are first named. */
  #close(): void {
    const [subject, about] = this.#open.entries().next().value as [string, Statement[]]
    this.#open.delete(subject)
    this.#done.add(subject)
    if (about.some(isScheme)) return
    const labelled = about.some(({ predicate }) => predicate === `${SKOS}prefLabel`)
    if (labelled || about.some(isConcept)) {
      const read = conceptOf(subject, about)
      this.missed.push(...read.missed)
      if (read.term) this.terms.push(read.term)
      return
    }
    for (const { predicate, value } of about) {
      this.missed.push(notRead(short(subject), `${short(predicate)}: ${value}`, 'This says nothing about a concept.'))
    }
  }
}

/**
 * @param read says every statement of the file; called a second time when those of a subject are scattered over it
 * @throws AppError IMPORT_FAILED when no statement is about a concept, and what `read` throws
 */
export function conceptsOf(read: (say: (statement: Statement) => void) => void): ImportedGlossary {
  const { terms, missed } = gathered(read, WINDOW) ?? (gathered(read, Number.POSITIVE_INFINITY) as Concepts)
  if (terms.length === 0) throw unreadable('The file holds no concept of SKOS and no DefinedTerm. Choose another file or format.')
  return { terms, excluded: [], required: [], notRead: missed }
}

function gathered(read: (say: (statement: Statement) => void) => void, window: number): Concepts | null {
  const concepts = new Concepts(window)
  try {
    read((statement) => concepts.add(statement))
    concepts.end()
    return concepts
  } catch (error) {
    if (error instanceof Scattered) return null
    throw error
  }
}

const short = (iri: string): string => /[^/#]+[/#]?$/u.exec(iri)?.[0] ?? iri
const isReading = ({ language }: Statement): boolean => /-Hrkt$|-Hira$|-Kana$/iu.test(language)

function conceptOf(subject: string, about: readonly Statement[]): { term: ImportedTerm | null; missed: NotRead[] } {
  const place = `concept ${short(subject)}`
  const role = (wanted: Role): Statement[] => about.filter(({ predicate, isIri }) => !isIri && roleOf(predicate) === wanted)
  const labels = role('preferred')
  const head = labels.find((label) => !isReading(label)) ?? labels[0]
  const missed = about
    .filter(({ predicate, isIri }) => roleOf(predicate) === null || (isIri && roleOf(predicate) !== 'ignore'))
    .map(({ predicate, value }) => notRead(place, `${short(predicate)}: ${value}`, 'The library has no field for this.'))
  const term = oneLine(head?.value ?? '')
  if (!head || term === '') return { term: null, missed: [...missed, notRead(place, subject, 'The concept has no label.')] }
  const reading = [...role('variant'), ...labels].find(isReading)
  const definitions = byLanguage(role('definition'), head.language)
  const notes = [...role('note').map(({ value }) => cleanText(value)), ...definitions.slice(1)]
  const others = [...labels.filter((label) => label !== head), ...role('variant')].filter((label) => !isReading(label))
  const variants = [
    ...others.map((label): ImportedVariant => translated(label, head, null)),
    ...role('forbidden').map((label): ImportedVariant => translated(label, head, 'forbidden')),
  ]
  return {
    missed,
    term: {
      place,
      term,
      language: languageOfTag(head.language),
      ...(reading ? { reading: oneLine(reading.value) } : {}),
      ...(definitions[0] === undefined ? {} : { definition: definitions[0] }),
      variants,
      ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
    },
  }
}

function translated(label: Statement, head: Statement, usage: 'forbidden' | null): ImportedVariant {
  const main = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''
  const other = label.language !== '' && head.language !== '' && main(label.language) !== main(head.language)
  return { surface: oneLine(label.value), usage, ...(other ? { rule: 'translation' as const } : {}) }
}

/** Texts of the headword's language first; the others lead with their tag. */
function byLanguage(texts: readonly Statement[], language: string): string[] {
  const own = texts.filter((text) => text.language === language || text.language === '')
  const others = texts.filter((text) => !own.includes(text))
  return [
    ...own.map(({ value }) => cleanText(value)),
    ...others.map((text) => (own.length === 0 ? cleanText(text.value) : `[${text.language}] ${cleanText(text.value)}`)),
  ]
}
