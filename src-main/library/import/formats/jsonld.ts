import { MAX_DEPTH, unreadable } from '../limits.ts'
import { type ImportedGlossary, type ImportInput, type NotRead, notRead } from '../model.ts'
import { conceptsOf, RDF, SKOS, type Statement } from './skos-graph.ts'

/**
 * SKOS or schema.org's DefinedTermSet as JSON-LD 1.1: contexts in the file (prefixes, terms, `@vocab`, `@language`, language maps), `@graph`,
 * nested nodes, lists and sets. A context at an address is never fetched; the ones of schema.org and SKOS are known.
 */

type Json = unknown
type Node = Readonly<Record<string, Json>>

interface Term {
  readonly iri: string
  readonly language?: string
  /** Values are objects by language. */
  readonly byLanguage?: boolean
  readonly isIri?: boolean
  readonly reverse?: boolean
}

interface Context {
  readonly vocab: string
  readonly language: string
  readonly terms: ReadonlyMap<string, Term>
}

const EMPTY: Context = {
  vocab: '',
  language: '',
  terms: new Map([
    ['skos', { iri: SKOS }],
    ['schema', { iri: 'https://schema.org/' }],
  ]),
}
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/schema\.org\/?/u, 'https://schema.org/'],
  [/^https?:\/\/www\.w3\.org\/2004\/02\/skos/u, SKOS],
]

const isNode = (value: Json): value is Node => value !== null && typeof value === 'object' && !Array.isArray(value)
const asList = (value: Json): readonly Json[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value])

/** @throws AppError IMPORT_FAILED for what is no JSON or holds no concept */
export function readJsonLd({ text }: ImportInput): ImportedGlossary {
  let missed: readonly NotRead[] = []
  // Parsed anew when the statements are wanted again: reading uses the values up.
  const glossary = conceptsOf((say) => {
    const reader = new Reader(say)
    reader.nodes(parsed(text), EMPTY, 0)
    missed = reader.missed
  })
  return { ...glossary, notRead: [...missed, ...glossary.notRead] }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable(`The file is not valid JSON: ${error instanceof Error ? error.message : String(error)}. Export it again.`, error)
  }
}

class Reader {
  readonly missed: NotRead[] = []
  readonly #tell: (statement: Statement) => void
  #blank = 0

  /** @param tell gets every statement, in order */
  constructor(tell: (statement: Statement) => void) {
    this.#tell = tell
  }

  /** Statements about all nodes are told. A list lets go of each node once it is read: a long one is not held beside what is made of it. */
  nodes(value: Json, outer: Context, depth: number): void {
    if (!Array.isArray(value)) {
      for (const item of asList(value)) this.node(item, outer, depth)
      return
    }
    for (let i = 0; i < value.length; i++) {
      this.node(value[i], outer, depth)
      value[i] = null
    }
  }

  /** The id of the node; statements about it are told. */
  node(value: Json, outer: Context, depth: number): string {
    if (depth > MAX_DEPTH) throw unreadable(`The values of the file lie more than ${MAX_DEPTH} deep, as in no glossary. It is not read.`)
    if (!isNode(value)) return ''
    const context = '@context' in value ? this.#context(value['@context'], outer) : outer
    const key = (keyword: string): Json =>
      value[keyword] ?? value[[...context.terms].find(([, term]) => term.iri === keyword)?.[0] ?? keyword]
    const id = key('@id')
    const subject = typeof id === 'string' ? expand(id, context, false) : `_:b${this.#blank++}`
    for (const type of asList(key('@type'))) {
      if (typeof type === 'string') this.#say(subject, `${RDF}type`, expand(type, context, true), '', true)
    }
    this.nodes(key('@graph'), context, depth + 1)
    for (const [name, inner] of Object.entries(value)) {
      const term = context.terms.get(name) ?? { iri: expand(name, context, true) }
      if (name.startsWith('@') || term.iri.startsWith('@')) continue
      if (!/:/u.test(term.iri)) this.missed.push(notRead(subject, name, 'The context of the file gives this name no meaning.'))
      else this.#values(subject, term, inner, context, depth)
    }
    return subject
  }

  #values(subject: string, term: Term, value: Json, context: Context, depth: number): void {
    if (term.byLanguage && isNode(value)) {
      for (const [language, texts] of Object.entries(value)) {
        for (const text of asList(texts)) if (typeof text === 'string') this.#say(subject, term.iri, text, language, false)
      }
      return
    }
    for (const item of asList(value)) {
      if (isNode(item) && ('@list' in item || '@set' in item)) this.#values(subject, term, item['@list'] ?? item['@set'], context, depth)
      else if (isNode(item) && '@value' in item)
        this.#say(subject, term.iri, String(item['@value']), String(item['@language'] ?? ''), false)
      else if (isNode(item)) this.#say(subject, term.iri, this.node(item, context, depth + 1), '', true)
      else if (typeof item === 'string' && term.isIri) this.#say(subject, term.iri, expand(item, context, false), '', true)
      else this.#say(subject, term.iri, String(item), term.language ?? context.language, false)
    }
  }

  #say(subject: string, predicate: string, value: string, language: string, isIri: boolean): void {
    this.#tell({ subject, predicate, value, language, isIri })
  }

  #context(value: Json, outer: Context): Context {
    let context = outer
    for (const item of asList(value)) {
      if (typeof item === 'string') {
        const known = KNOWN.find(([address]) => address.test(item))
        if (known) context = { ...context, vocab: known[1] }
        else this.missed.push(notRead('@context', item, 'Contexts at an address are not fetched; names they explain are not understood.'))
      } else if (isNode(item)) context = extend(context, item)
    }
    return context
  }
}

function extend(outer: Context, definition: Node): Context {
  const terms = new Map(outer.terms)
  const vocab = typeof definition['@vocab'] === 'string' ? definition['@vocab'] : outer.vocab
  const language = typeof definition['@language'] === 'string' ? definition['@language'] : outer.language
  const draft = { vocab, language, terms }
  for (const [name, value] of Object.entries(definition)) {
    if (name.startsWith('@')) continue
    if (typeof value === 'string') terms.set(name, { iri: value })
    else if (isNode(value) && typeof value['@id'] === 'string') {
      const container = asList(value['@container'])
      terms.set(name, {
        iri: value['@id'],
        ...(typeof value['@language'] === 'string' ? { language: value['@language'] } : {}),
        ...(container.includes('@language') ? { byLanguage: true } : {}),
        ...(value['@type'] === '@id' ? { isIri: true } : {}),
      })
    }
  }
  // Terms may be explained by prefixes of the same context, whatever the order.
  for (const [name, term] of terms) terms.set(name, { ...term, iri: expand(term.iri, draft, true) })
  return draft
}

function expand(name: string, context: Context, vocabulary: boolean): string {
  if (name.startsWith('@') || name.startsWith('_:')) return name
  const colon = name.indexOf(':')
  const prefix = colon > 0 ? context.terms.get(name.slice(0, colon)) : undefined
  if (prefix && !name.startsWith('//', colon + 1)) return prefix.iri + name.slice(colon + 1)
  if (!vocabulary || colon > 0) return name
  return context.terms.get(name)?.iri ?? (context.vocab === '' ? name : context.vocab + name)
}
