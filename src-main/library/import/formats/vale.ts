import { unreadable } from '../limits.ts'
import { type ImportedGlossary, type ImportedTerm, type ImportInput, type NotRead, notRead } from '../model.ts'
import { linesOf, oneLine } from '../text.ts'
import { wordsOfPattern } from './patterns.ts'
import { readYaml } from './yaml.ts'

/**
 * Vale: `accept.txt` (terms) and `reject.txt` (excluded words) of a vocabulary, one regular expression a line, and styles of the kind
 * `extends: substitution`, whose `swap` says which word stands for which forbidden one. What is more than a list of words is reported.
 */

/** @throws AppError IMPORT_FAILED for a style that is no substitution */
export function readVale(input: ImportInput): ImportedGlossary {
  return /\.ya?ml$/iu.test(input.name) || /^\s*(?:extends|swap)\s*:/mu.test(input.text) ? readStyle(input) : readVocabulary(input)
}

function readVocabulary({ text, name }: ImportInput): ImportedGlossary {
  const reject = /reject/iu.test(name)
  const missed: NotRead[] = []
  const terms: ImportedTerm[] = []
  const excluded: { place: string; surface: string }[] = []
  for (const { text: line, number } of linesOf(text)) {
    const place = `line ${number}`
    const entry = line.trim()
    if (entry === '' || entry.startsWith('#')) continue
    const words = wordsOfPattern(entry)
    if (words === null) missed.push(notRead(place, entry, 'A pattern that is more than a list of words can not become terms.'))
    else if (reject) excluded.push(...words.map((surface) => ({ place, surface: oneLine(surface) })))
    else {
      const [term, ...variants] = words.map(oneLine)
      terms.push({ place, term: term as string, language: null, variants: variants.map((surface) => ({ surface, usage: null })) })
    }
  }
  return { terms, excluded, required: [], notRead: missed }
}

function readStyle({ text }: ImportInput): ImportedGlossary {
  const { value, lineOf } = readYaml(text)
  const style = value as { swap?: unknown; extends?: unknown } | null
  if (style === null || typeof style !== 'object' || style.swap === null || typeof style.swap !== 'object') {
    throw unreadable('This Vale style has no "swap" list, so it names no preferred words. Import a style that extends substitution.')
  }
  const missed: NotRead[] = []
  const terms = new Map<string, ImportedTerm>()
  for (const [pattern, better] of Object.entries(style.swap)) {
    const place = `line ${lineOf('swap', pattern)}`
    const words = wordsOfPattern(pattern)
    const term = oneLine(String(better ?? '').split('|')[0] ?? '')
    if (words === null || term === '') {
      missed.push(notRead(place, `${pattern}: ${String(better)}`, 'A pattern that is more than a list of words can not become spellings.'))
      continue
    }
    const known = terms.get(term) ?? { place, term, language: null, variants: [] }
    const fresh = words.map(oneLine).filter((surface) => surface !== term && known.variants.every((variant) => variant.surface !== surface))
    terms.set(term, { ...known, variants: [...known.variants, ...fresh.map((surface) => ({ surface, usage: 'forbidden' as const }))] })
  }
  return { terms: [...terms.values()], excluded: [], required: [], notRead: missed }
}
