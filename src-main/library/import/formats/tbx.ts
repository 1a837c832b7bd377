import { READING_NOTE, ruleOfTermType, TBX_BASIC_NAMESPACE, TBX_MIN_NAMESPACE, usageOfTbx } from '../../exchange/tbx.ts'
import { unreadable } from '../limits.ts'
import { type ImportedGlossary, type ImportedTerm, type ImportedVariant, type ImportInput, type NotRead, notRead } from '../model.ts'
import { cleanText, languageOfTag, oneLine } from '../text.ts'
import { blockTextOf, elementsOf, readXml, textOf, type XmlElement } from '../xml.ts'
import { type Breach, checkEntry, checkFrame } from './tbx-rules.ts'

/**
 * TBX: v3 (ISO 30042:2019) in either style, and v2 (`martif`, TBX-Basic 2008). A concept with terms in several languages becomes one concept:
 * its first term is the headword, other terms are its spellings, those of other languages its translations.
 */

/** Elements of v2 by their names in v3. */
const V2: Readonly<Record<string, string>> = { termEntry: 'conceptEntry', langSet: 'langSec', tig: 'termSec', ntig: 'termSec' }
const DIALECTS = ['TBX-Core', 'TBX-Min', 'TBX-Basic'] as const
const SHOWN_BREACHES = 5

/** @throws AppError IMPORT_FAILED for what is no TBX, or a dialect's file that breaks its rules: the sentence says which, where */
export function readTbx({ text }: ImportInput): ImportedGlossary {
  const terms: ImportedTerm[] = []
  const missed: NotRead[] = []
  const breaches: Breach[] = []
  let dialect: (typeof DIALECTS)[number] | undefined
  const head = /<(?:tbx|martif)\b[^>]*>/u.exec(text)?.[0] ?? ''
  if (head === '') throw unreadable('This XML is no TBX: its outermost element is neither tbx nor martif. Choose another format.')
  const style = /\bstyle\s*=\s*["'](\w+)["']/u.exec(head)?.[1]
  if (head.startsWith('<tbx') && style !== 'dct')
    dialect = DIALECTS.find((name) => new RegExp(`\\btype\\s*=\\s*["']${name}["']`, 'u').test(head))
  const main = languageOfTag(/\bxml:lang\s*=\s*["']([\w-]+)["']/u.exec(head)?.[1])
  const root = readXml(text, (element) => {
    if (element.local !== 'conceptEntry' && element.local !== 'termEntry') return false
    if (dialect) breaches.push(...checkEntry(element, dialect))
    const entry = new Entry(element, main)
    terms.push(...entry.terms())
    missed.push(...entry.missed)
    return true
  })
  if (dialect) breaches.unshift(...checkFrame(root))
  if (breaches.length > 0) throw refusal(breaches, dialect ?? 'TBX')
  return { terms, excluded: [], required: [], notRead: missed }
}

function refusal(breaches: readonly Breach[], dialect: string) {
  const shown = breaches.slice(0, SHOWN_BREACHES).map(({ line, what }) => `line ${line}: ${what}`)
  const more = breaches.length > shown.length ? `; and ${breaches.length - shown.length} more` : ''
  const places = breaches.length === 1 ? 'one place' : `${breaches.length} places`
  return unreadable(`The file breaks the rules of ${dialect} in ${places}: ${shown.join('; ')}${more}. Correct it, or export it again.`)
}

interface Named {
  readonly element: XmlElement
  /** Data category: the type of `<termNote type="…">`, or the name of `<min:partOfSpeech>`. */
  readonly category: string
  readonly value: string
}

interface TermOf {
  readonly term: string
  readonly tag: string
  readonly facts: readonly Named[]
}

class Entry {
  readonly missed: NotRead[] = []
  readonly #element: XmlElement
  readonly #main: ReturnType<typeof languageOfTag>
  readonly #place: string

  constructor(element: XmlElement, main: ReturnType<typeof languageOfTag>) {
    this.#element = element
    this.#main = main
    this.#place = `entry ${element.attributes.get('id') ?? `of line ${element.line}`}`
  }

  terms(): ImportedTerm[] {
    const sections = elementsOf(this.#element).filter((element) => nameOf(element) === 'langSec')
    const found = sections.flatMap((section) => this.#termsOf(section))
    const first = headOf(found, this.#main)
    if (!first) {
      this.missed.push(notRead(this.#place, textOf(this.#element), 'The entry names no term.'))
      return []
    }
    const tag = first.tag
    const definitions = this.#definitions(sections, tag)
    const notes = [...this.#notes(this.#element, first.facts), ...definitions.slice(1)]
    const reading = readingOf(first.facts)
    const subject = factsOf(this.#element).find(({ category }) => category === 'subjectField')?.value
    const usage = usageIn(first.facts)
    for (const { facts } of found) this.#report(facts)
    return [
      {
        place: this.#place,
        term: first.term,
        language: languageOfTag(tag),
        ...(usage ? { usage } : {}),
        ...(reading === undefined ? {} : { reading }),
        ...(subject ? { category: subject } : {}),
        ...(definitions[0] === undefined ? {} : { definition: definitions[0].replace(/^\[[^\]]*\] /u, '') }),
        variants: found.filter((other) => other !== first).map((other) => variantOf(other, tag)),
        ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
      },
    ]
  }

  #termsOf(section: XmlElement): TermOf[] {
    return elementsOf(section)
      .filter((element) => nameOf(element) === 'termSec')
      .flatMap((termSec) => {
        const inner = elementsOf(termSec).flatMap((element) => (element.local === 'termGrp' ? elementsOf(element) : [element]))
        const term = inner.find((element) => element.local === 'term')
        const text = term ? oneLine(textOf(term)) : ''
        if (text === '') this.missed.push(notRead(`line ${termSec.line}`, textOf(termSec), 'The term is empty.'))
        return text === '' ? [] : [{ term: text, tag: section.language, facts: factsOf(termSec) }]
      })
  }

  /** Definitions, the one of the headword's language first; those of other languages say so. */
  #definitions(sections: readonly XmlElement[], tag: string): string[] {
    const all = [this.#element, ...sections].flatMap((level) => {
      const own = level === this.#element ? tag : level.language
      const deeper = level === this.#element ? [] : elementsOf(level).filter((element) => nameOf(element) === 'termSec')
      return [level, ...deeper].flatMap((at) =>
        factsOf(at)
          .filter(({ category }) => category === 'definition')
          .map(({ value }) => ({ tag: own, value })),
      )
    })
    const sorted = [...all.filter((definition) => definition.tag === tag), ...all.filter((definition) => definition.tag !== tag)]
    return sorted.map((definition) => (definition.tag === tag ? definition.value : `[${definition.tag}] ${definition.value}`))
  }

  #notes(entry: XmlElement, facts: readonly Named[]): string[] {
    const plain = [...factsOf(entry), ...facts].filter(({ category, value }) => category === 'note' && !value.startsWith(READING_NOTE))
    return [...new Set(plain.map(({ value }) => value))]
  }

  /** Everything of a term that has no place in a library. */
  #report(facts: readonly Named[]): void {
    for (const { category, value, element } of facts) {
      if (KNOWN.includes(category)) continue
      this.missed.push(notRead(`line ${element.line}`, `${category}: ${value}`, 'The library has no field for this.'))
    }
  }
}

const KNOWN = ['definition', 'note', 'administrativeStatus', 'usageStatus', 'termType', 'partOfSpeech', 'term']

const nameOf = (element: XmlElement): string => V2[element.local] ?? element.local

/** The first term that is preferred, in the file's language if there is one; else the first term. */
function headOf(terms: readonly TermOf[], main: ReturnType<typeof languageOfTag>): TermOf | undefined {
  const own = terms.filter(({ tag }) => main !== null && languageOfTag(tag) === main)
  const among = own.length > 0 ? own : terms.filter(({ tag }) => tag === terms[0]?.tag)
  const allowed = among.filter(({ facts }) => usageIn(facts) !== 'forbidden')
  return allowed.find(({ facts }) => usageIn(facts) === 'preferred') ?? allowed[0] ?? among[0]
}

function variantOf({ term, tag, facts }: TermOf, mainTag: string): ImportedVariant {
  const type = facts.find(({ category }) => category === 'termType')?.value
  const rule = tag !== mainTag ? ('translation' as const) : type === undefined ? undefined : ruleOfTermType(type)
  return { surface: term, usage: usageIn(facts) ?? null, ...(rule === undefined ? {} : { rule }) }
}

function usageIn(facts: readonly Named[]) {
  const status = facts.find(({ category }) => category === 'administrativeStatus' || category === 'usageStatus')?.value
  return status === undefined ? undefined : (usageOfTbx(status) ?? undefined)
}

const readingOf = (facts: readonly Named[]): string | undefined =>
  facts
    .find(({ category, value }) => category === 'note' && value.startsWith(READING_NOTE))
    ?.value.slice(READING_NOTE.length)
    .trim()

const STRUCTURE = ['langSec', 'termSec', 'term', 'termGrp', 'transacGrp', 'transac', 'date', 'xref', 'ref', 'admin', 'adminGrp']

/** Facts directly at a level, those in groups included: data categories of either style, and notes. */
function factsOf(level: XmlElement): Named[] {
  return elementsOf(level).flatMap((element): Named[] => {
    if (/Grp$/u.test(element.local) && element.local !== 'transacGrp') return factsOf(element)
    if (STRUCTURE.includes(nameOf(element))) return reportable(element)
    const typed = element.namespace === TBX_MIN_NAMESPACE || element.namespace === TBX_BASIC_NAMESPACE
    const category = element.local === 'note' ? 'note' : typed ? element.local : (element.attributes.get('type') ?? '')
    const value = cleanText(category === 'definition' || category === 'note' ? blockTextOf(element) : textOf(element))
    return category === '' || value === '' ? [] : [{ element, category, value }]
  })
}

/** References and sources of a term are facts without a field here; who changed what when is not worth a line. */
function reportable(element: XmlElement): Named[] {
  if (element.local !== 'xref' && element.local !== 'ref' && element.local !== 'admin') return []
  const category = element.attributes.get('type') ?? element.local
  return [{ element, category, value: textOf(element) || (element.attributes.get('target') ?? '') }]
}
