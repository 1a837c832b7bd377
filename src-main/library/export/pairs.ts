import type { ExportLossKind } from '../../contract/export.ts'
import type { Field, LossBook } from './loss.ts'
import {
  type ExportEntry,
  type ExportGlossary,
  forbiddenForms,
  isJapanese,
  preferredForm,
  properDefinition,
  translationsOf,
  wordsOf,
} from './model.ts'
import { joined, noteMalformed, utf8Bytes } from './text.ts'

/**
 * Glossaries for translation are pairs of a source and a target. A term with a translation (the documents gave it in brackets) is written
 * with it, turned to the glossary's main language; a term without one is its own translation, which tells the translator to leave it be.
 */

export interface Pair {
  readonly entry: ExportEntry
  readonly source: string
  readonly target: string
  /** The definition on one line; empty when there is none. */
  readonly comment: string
  /** True when target is source. */
  readonly untranslated: boolean
}

export interface PairLimits {
  /** UTF-8 bytes of a text. */
  readonly bytes?: number
}

const languageOf = (entry: ExportEntry, form: string): 'en' | 'ja' =>
  isJapanese({ language: form === entry.headword ? entry.language : '', headword: form }) ? 'ja' : 'en'

/** The pairs of a glossary, each source once. Notes what is left out: doubles, texts over the limits, forms without a term to write. */
export function* pairsOf(glossary: ExportGlossary, book: LossBook, carries: readonly Field[], limits: PairLimits = {}): Generator<Pair> {
  const main = wordsOf(glossary)
  const seen = new Set<string>()
  const skip = (kind: ExportLossKind, entry: ExportEntry) => book.note(kind, entry)
  for (const entry of glossary.entries) {
    const preferred = preferredForm(entry)
    const form = preferred === null ? '' : joined(preferred, entry, book)
    const other = translationsOf(entry)[0] ?? null
    const translation = other === null ? form : joined(other, entry, book)
    const turned = other !== null && languageOf(entry, form) !== main
    const [source, target] = turned ? [translation, form] : [form, translation]
    const most = Math.max(utf8Bytes(source), utf8Bytes(target))
    if (preferred === null || form === '' || translation === '') skip(preferred === null ? 'preferred-missing' : 'term-unusable', entry)
    else if (limits.bytes !== undefined && most > limits.bytes) skip('term-too-long', entry)
    else if (seen.has(source)) skip('duplicate', entry)
    else {
      seen.add(source)
      book.wrote(entry, carries)
      noteMalformed(entry, book)
      if (source === target) book.note('no-translation', entry)
      noteForms(entry, other, book)
      const comment = carries.includes('definition') ? joined(properDefinition(entry)?.text ?? '', entry, book) : ''
      yield { entry, source, target, comment, untranslated: source === target }
    }
  }
}

/** A pair has one form of each language: the others are left out, unless the format has a place for forbidden ones. */
function noteForms(entry: ExportEntry, translation: string | null, book: LossBook): void {
  const preferred = preferredForm(entry)
  const left = entry.variants.some(({ surface, usage }) => usage !== 'forbidden' && surface !== translation && surface !== preferred)
  const headword = entry.usage !== 'forbidden' && entry.headword !== preferred
  if (left || headword) book.note('variants-left-out', entry)
}

/** What a translator should know besides: `Definition. × forbidden, forbidden`. */
export function commentWithForbidden(pair: Pair): string {
  const forbidden = forbiddenForms(pair.entry)
  const list = forbidden.length === 0 ? '' : `× ${forbidden.join(', ').replace(/\s+/gu, ' ')}`
  return [pair.comment, list].filter((part) => part !== '').join(' ')
}
