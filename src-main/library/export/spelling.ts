import type { LossBook } from './loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, isJapanese, otherForms, preferredForm } from './model.ts'
import { oneLine } from './text.ts'

/** For spell checkers, which look at one word at a time and leave Japanese alone. */

/** The words of a form: letters and digits with apostrophes, dots and hyphens inside; nothing of a form in Japanese. */
export const wordsOfForm = (form: string): string[] =>
  isJapanese({ language: '', headword: form })
    ? []
    : (oneLine(form).match(/[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu) ?? []).filter((word) => /\p{L}/u.test(word))

export interface SpellingWords {
  readonly entry: ExportEntry
  readonly right: readonly string[]
  readonly wrong: readonly string[]
}

/**
 * What each entry adds to a list of words: every word of its forms, and its forbidden forms that are one word. A word that is right in one
 * entry is never wrong in another. Notes entries without a word, phrases that were split, and forbidden phrases, which no list can hold.
 */
export function* spellingOf(glossary: ExportGlossary, book: LossBook): Generator<SpellingWords> {
  const right = rightWords(glossary)
  const seen = new Set<string>()
  const fresh = (words: readonly string[]) => words.filter((word) => !seen.has(word) && seen.add(word))
  for (const entry of glossary.entries) {
    const forms = allowed(entry)
    const words = forms.flatMap(wordsOfForm)
    const wrong: string[] = []
    for (const form of forbiddenForms(entry)) {
      const parts = wordsOfForm(form)
      if (parts.length === 1 && parts[0] === oneLine(form) && !right.has(form)) wrong.push(oneLine(form))
      else book.note('forbidden-unusable', entry)
    }
    if (words.length === 0 && wrong.length === 0) {
      book.note('term-unusable', entry)
      continue
    }
    for (const form of forms) {
      const parts = wordsOfForm(form)
      if (parts.length === 0) book.note('form-unusable', entry)
      else if (parts.length > 1 || parts[0] !== oneLine(form)) book.note('words-split', entry)
    }
    yield { entry, right: fresh(words), wrong: fresh(wrong) }
  }
}

const allowed = (entry: ExportEntry): string[] => {
  const preferred = preferredForm(entry)
  return [...(preferred === null ? [] : [preferred]), ...otherForms(entry)]
}

function rightWords(glossary: ExportGlossary): Set<string> {
  const words = new Set<string>()
  for (const entry of glossary.entries) for (const form of allowed(entry)) for (const word of wordsOfForm(form)) words.add(word)
  return words
}
