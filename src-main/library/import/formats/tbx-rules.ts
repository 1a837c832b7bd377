import { elementsOf, textOf, type XmlElement } from '../xml.ts'

/**
 * The rules of TBX v3 (ISO 30042:2019) that a file of a named dialect must keep, written anew from the standard's structure (TBXcoreStructV03)
 * and the public TBX-Min and TBX-Basic data categories. `usageStatus`, by which the standard's own test files name administrativeStatus, is
 * taken as that.
 */

/** A breach: the line and a sentence. */
export interface Breach {
  readonly line: number
  readonly what: string
}

const GROUPS = ['descripGrp', 'termNoteGrp', 'adminGrp', 'transacGrp']
const INFO = ['admin', 'adminGrp', 'descrip', 'descripGrp', 'note', 'ref', 'transac', 'transacGrp', 'xref']

/** What may stand in which element. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  text: ['body', 'back'],
  body: ['conceptEntry'],
  conceptEntry: [...INFO, 'langSec'],
  langSec: [...INFO, 'termSec'],
  termSec: [...INFO, 'term', 'termNote', 'termNoteGrp'],
  descripGrp: ['descrip', 'descripNote', 'admin', 'adminGrp', 'note', 'ref', 'transac', 'transacGrp', 'xref'],
  adminGrp: ['admin', 'adminNote', 'note', 'ref', 'xref'],
  transacGrp: ['transac', 'transacNote', 'date', 'note', 'ref', 'xref'],
  termNoteGrp: ['termNote', 'admin', 'adminGrp', 'descrip', 'descripGrp', 'note', 'ref', 'transac', 'transacGrp', 'xref'],
}

const TYPED = ['admin', 'adminNote', 'descrip', 'descripNote', 'ref', 'termNote', 'transac', 'transacNote', 'xref']

type Dialect = 'TBX-Core' | 'TBX-Min' | 'TBX-Basic'

/** Types each element may have in a dialect; Core leaves them open. */
const TYPES: Readonly<Record<Exclude<Dialect, 'TBX-Core'>, Readonly<Record<string, readonly string[]>>>> = {
  'TBX-Min': {
    admin: ['customerSubset'],
    descrip: ['subjectField'],
    ref: [],
    termNote: ['administrativeStatus', 'usageStatus', 'partOfSpeech'],
    transac: [],
    transacNote: [],
    xref: [],
  },
  'TBX-Basic': {
    admin: ['customerSubset', 'projectSubset', 'source'],
    descrip: ['subjectField', 'context', 'definition'],
    ref: ['crossReference'],
    termNote: ['administrativeStatus', 'usageStatus', 'partOfSpeech', 'geographicalUsage', 'grammaticalGender', 'termLocation', 'termType'],
    transac: ['transactionType'],
    transacNote: ['responsibility'],
    xref: ['externalCrossReference', 'xGraphic'],
  },
}

const ADMINISTRATIVE = ['preferredTerm-admn-sts', 'admittedTerm-admn-sts', 'deprecatedTerm-admn-sts', 'supersededTerm-admn-sts']

/** Values of the data categories with a fixed list. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  partOfSpeech: ['noun', 'verb', 'adjective', 'adverb', 'other'],
  administrativeStatus: ADMINISTRATIVE,
  usageStatus: [...ADMINISTRATIVE, 'preferred', 'admitted', 'deprecated', 'superseded', 'notRecommended', 'obsolete'],
  grammaticalGender: ['masculine', 'feminine', 'neuter', 'other'],
  termType: ['fullForm', 'acronym', 'abbreviation', 'shortForm', 'variant', 'phrase'],
}

/** Where a data category of TBX-Basic may stand. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  definition: ['conceptEntry', 'langSec'],
  context: ['termSec'],
  subjectField: ['conceptEntry'],
  crossReference: ['conceptEntry', 'termSec'],
  xGraphic: ['conceptEntry', 'langSec'],
}

/** Breaches of the structure that stand outside of the entries: the header, the order of the body. */
export function checkFrame(root: XmlElement): Breach[] {
  const breaches: Breach[] = []
  const header = elementsOf(root).find(({ local }) => local === 'tbxHeader')
  if (!header) breaches.push({ line: root.line, what: 'the tbxHeader is missing' })
  const bare =
    header &&
    elementsOf(header)
      .flatMap(elementsOf)
      .find((part) => part.local === 'sourceDesc' && elementsOf(part).every(({ local }) => local !== 'p'))
  if (bare) breaches.push({ line: bare.line, what: 'the text of <sourceDesc> must stand in <p>' })
  const text = elementsOf(root).find(({ local }) => local === 'text')
  if (text)
    breaches.push(
      ...misplaced(text),
      ...elementsOf(text)
        .filter(({ local }) => local === 'body')
        .flatMap(misplaced),
    )
  return breaches
}

/** Breaches within one conceptEntry. */
export function checkEntry(entry: XmlElement, dialect: Dialect): Breach[] {
  const breaches: Breach[] = []
  const visit = (element: XmlElement, levels: readonly string[]): void => {
    breaches.push(...misplaced(element), ...checkTerms(element), ...checkGroup(element), ...checkType(element, levels, dialect))
    const inner = GROUPS.includes(element.local) ? levels : [...levels, element.local]
    for (const child of elementsOf(element)) visit(child, inner)
  }
  visit(entry, [])
  if (!elementsOf(entry).some(({ local }) => local === 'langSec'))
    breaches.push({ line: entry.line, what: 'the conceptEntry has no langSec' })
  return breaches
}

function misplaced(element: XmlElement): Breach[] {
  const allowed = CHILDREN[element.local]
  if (!allowed) return []
  return elementsOf(element)
    .filter(({ local }) => !allowed.includes(local))
    .map((child) => ({ line: child.line, what: `<${child.local}> may not stand in <${element.local}>` }))
}

function checkTerms(element: XmlElement): Breach[] {
  if (element.local === 'langSec') {
    if (element.attributes.get('xml:lang')) return []
    return [{ line: element.line, what: '<langSec> has no xml:lang' }]
  }
  if (element.local !== 'termSec') return []
  const children = elementsOf(element)
  const terms = children.filter(({ local }) => local === 'term')
  if (terms.length > 1) return [{ line: terms[1]!.line, what: 'a <termSec> holds one <term> only' }]
  if (terms.length === 1 && children[0]!.local === 'term') return []
  return [{ line: element.line, what: '<term> must come first in <termSec>' }]
}

function checkGroup(element: XmlElement): Breach[] {
  if (!GROUPS.includes(element.local)) return []
  const main = element.local.replace('Grp', '')
  const mains = elementsOf(element).filter(({ local }) => local === main)
  return mains.length === 1 ? [] : [{ line: mains[1]?.line ?? element.line, what: `a <${element.local}> holds exactly one <${main}>` }]
}

function checkType(element: XmlElement, levels: readonly string[], dialect: Dialect): Breach[] {
  if (!TYPED.includes(element.local)) return []
  const type = element.attributes.get('type') ?? ''
  if (type === '') return [{ line: element.line, what: `<${element.local}> has no type` }]
  if (dialect === 'TBX-Core') return []
  const allowed = TYPES[dialect][element.local]
  if (allowed && !allowed.includes(type))
    return [{ line: element.line, what: `<${element.local}> of type "${type.slice(0, 60)}" is not part of ${dialect}` }]
  const values = VALUES[type]
  const value = textOf(element)
  if (values && !values.includes(value)) return [{ line: element.line, what: `"${value.slice(0, 60)}" is no value of ${type}` }]
  const at = LEVELS[type]
  const level = levels.at(-1) ?? ''
  if (dialect === 'TBX-Basic' && at && !at.includes(level)) return [{ line: element.line, what: `a ${type} may not stand in <${level}>` }]
  return []
}
