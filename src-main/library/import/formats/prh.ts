import { unreadable } from '../limits.ts'
import { type ImportedGlossary, type ImportedTerm, type ImportInput, type NotRead, notRead } from '../model.ts'
import { isOwnExport, oneLine } from '../text.ts'
import { wordsOfPattern } from './patterns.ts'
import { readYaml } from './yaml.ts'

/**
 * prh (proofreading helper, prh.yml version 1): `expected` is the term, words its patterns stand for are forbidden spellings. A pattern that is
 * more than a list of words can't become spellings: it is reported, the term itself is kept. Files it imports are not opened.
 */

/** @throws AppError IMPORT_FAILED for what is no YAML or has no rules */
export function readPrh({ text }: ImportInput): ImportedGlossary {
  const { value, lineOf } = readYaml(text)
  const file = value as { rules?: unknown; imports?: unknown } | null
  if (file === null || typeof file !== 'object' || !Array.isArray(file.rules))
    throw unreadable('The YAML has no list "rules" as prh has. Choose another format.')
  const missed: NotRead[] = []
  if (file.imports !== undefined)
    missed.push(notRead('imports', JSON.stringify(file.imports) ?? '', 'Other files are not opened. Import each of them.'))
  const terms = file.rules.flatMap((rule: unknown, index): ImportedTerm[] => {
    const place = `line ${lineOf('rules', index)}`
    const read = ruleOf(rule, place, isOwnExport(text))
    missed.push(...read.missed)
    return read.term ? [read.term] : []
  })
  return { terms, excluded: [], required: [], notRead: missed }
}

/** @param own of an export of ours, whose explanations are definitions */
function ruleOf(rule: unknown, place: string, own: boolean): { term: ImportedTerm | null; missed: NotRead[] } {
  if (typeof rule === 'string') return { term: { place, term: oneLine(rule), language: null, variants: [] }, missed: [] }
  const fields = (rule ?? {}) as { expected?: unknown; pattern?: unknown; patterns?: unknown; prh?: unknown; specs?: unknown }
  const term = typeof fields.expected === 'string' ? oneLine(fields.expected) : ''
  if (term === '' || /\$\d/u.test(term)) {
    const reason =
      term === '' ? 'The rule names no expected word.' : 'The expected text is made from parts of what is found; that is no term.'
    return { term: null, missed: [notRead(place, JSON.stringify(rule) ?? '', reason)] }
  }
  const missed: NotRead[] = []
  const surfaces = new Set<string>()
  const patterns = [fields.pattern, fields.patterns].flat().filter((pattern) => typeof pattern === 'string')
  for (const pattern of patterns) {
    const words = wordsOfPattern(pattern)
    if (words === null) missed.push(notRead(place, pattern, 'A pattern that is more than a list of words can not become spellings.'))
    for (const word of words ?? []) surfaces.add(oneLine(word))
  }
  // The rule's own examples say what a pattern means, also where it is more than words.
  for (const spec of Array.isArray(fields.specs) ? fields.specs : []) {
    const { from, to } = (spec ?? {}) as { from?: unknown; to?: unknown }
    if (typeof from === 'string' && to === term) surfaces.add(oneLine(from))
  }
  surfaces.delete(term)
  surfaces.delete('')
  const explained = typeof fields.prh === 'string' ? oneLine(fields.prh) : ''
  return {
    missed,
    term: {
      place,
      term,
      language: null,
      variants: [...surfaces].map((surface) => ({ surface, usage: 'forbidden' })),
      ...(explained === '' ? {} : { [own ? 'definition' : 'note']: explained }),
    },
  }
}
