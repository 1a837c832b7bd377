import type { LossBook, Noting } from './loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, preferredForm } from './model.ts'
import { oneLine } from './text.ts'

/** For checkers of prose: which form to write in place of which. */

export interface Replacement {
  readonly entry: ExportEntry
  readonly good: string
  /** Longest first, so that a shorter form never eats the beginning of a longer one. */
  readonly bad: readonly string[]
}

/**
 * The replacements of an entry; null, and noted, when there is nothing to forbid or nothing to put in its place.
 *
 * @param taken forbidden forms other entries have already: a checker can replace a form by one thing only
 */
export function replacementOf(entry: ExportEntry, taken: Set<string>, book: Noting): Replacement | null {
  const forbidden = [...new Set(forbiddenForms(entry).map(oneLine))].filter((form) => form !== '')
  if (forbidden.length === 0) {
    book.note('nothing-to-say', entry)
    return null
  }
  const preferred = preferredForm(entry)
  const good = preferred === null ? '' : oneLine(preferred)
  if (good === '') {
    for (const _ of forbidden) book.note('preferred-missing', entry)
    return null
  }
  const bad: string[] = []
  for (const form of forbidden) {
    if (form === good) book.note('forbidden-unusable', entry)
    else if (taken.has(form)) book.note('duplicate', entry)
    else {
      taken.add(form)
      bad.push(form)
    }
  }
  return bad.length === 0 ? null : { entry, good, bad: bad.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)) }
}

export function* replacementsOf(glossary: ExportGlossary, book: LossBook): Generator<Replacement> {
  const taken = new Set<string>()
  for (const entry of glossary.entries) {
    const found = replacementOf(entry, taken, book)
    if (found !== null) yield found
  }
}

/** The text as a regular expression that matches it and nothing else; only what has a meaning is escaped, as the `u` flag demands. */
export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')

/**
 * A JavaScript pattern for a forbidden form that leaves the good form alone where it holds the bad one: サーバ inside サーバー. Latin words
 * match whole words only, so that `cat` is not found in `category`.
 */
export function badPattern(bad: string, good: string): string {
  let pattern = escapeRegex(bad)
  for (let at = good.indexOf(bad); at >= 0; at = good.indexOf(bad, at + 1)) {
    const before = good.slice(0, at)
    const after = good.slice(at + bad.length)
    const follows = after === '' ? '' : escapeRegex(after)
    if (before === '') pattern = `${pattern}(?!${follows})`
    else if (after === '') pattern = `(?<!${escapeRegex(before)})${pattern}`
    else pattern = `(?<!${escapeRegex(before)}(?=${escapeRegex(bad)}${follows}))${pattern}`
  }
  const first = /^[A-Za-z0-9_\u00c0-\u024f]/u.test(bad) ? '(?<![A-Za-z0-9_\u00c0-\u024f])' : ''
  const last = /[A-Za-z0-9_\u00c0-\u024f]$/u.test(bad) ? '(?![A-Za-z0-9_\u00c0-\u024f])' : ''
  return `${first}${pattern}${last}`
}

/** A YAML double-quoted scalar: JSON's strings are a part of YAML 1.2. */
export const yamlString = (text: string): string =>
  JSON.stringify(text.normalize('NFC').toWellFormed()).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
