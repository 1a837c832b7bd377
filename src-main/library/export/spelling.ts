import type { Field, LossBook } from './loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, isJapanese, otherForms, preferredForm } from './model.ts'
import { oneLine } from './text.ts'

/** For spell checkers, which look at one word at a time and leave Japanese alone. */

/** The words of a form: letters and digits with apostrophes, dots and hyphens inside; nothing of a form in Japanese. */
export const wordsOfForm = (form: string): string[] =>
  isJapanese({ language: '', headword: form })
    ? []
    : (oneLine(form).match(/[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu) ?? []).filter((word) => /\p{L}/u.test(word))

export interface Spelling {
  /** Every word of every form, each once, in the glossary's order. */
  readonly right: readonly string[]
  /** Forbidden forms of one word that are right nowhere. */
  readonly wrong: readonly string[]
}

/**
 * What a glossary adds to a list of words. Words alone are held: what is right decides what can be wrong, and formats name both more than once.
 * Notes entries without a word, phrases that were split, and forbidden phrases, which no list can hold.
 */
export function spellingOf(glossary: ExportGlossary, book: LossBook, carries: readonly Field[]): Spelling {
  const right = new Set<string>()
  const wrong: { readonly form: string; readonly headword: string }[] = []
  for (const entry of glossary.entries) {
    const forms = allowed(entry)
    const single = forbiddenForms(entry).filter((form) => isOneWord(form))
    for (const form of forbiddenForms(entry)) if (!single.includes(form)) book.note('forbidden-unusable', entry)
    if (single.length === 0 && forms.every((form) => wordsOfForm(form).length === 0)) {
      book.note('term-unusable', entry)
      continue
    }
    book.wrote(entry, carries)
    for (const form of forms) {
      const words = wordsOfForm(form)
      if (words.length === 0) book.note(form === entry.headword ? 'headword-unusable' : 'form-unusable', entry)
      else if (!isOneWord(form)) book.note('words-split', entry)
      for (const word of words) right.add(word)
    }
    for (const form of single) wrong.push({ form: oneLine(form), headword: entry.headword })
    for (const _ of single) book.note('forbidden-apart', entry)
    if (new Set(forms.flatMap(wordsOfForm)).size > 1) book.note('forms-apart', entry)
  }
  for (const { form, headword } of wrong) if (right.has(form)) book.note('forbidden-unusable', { headword })
  return { right: [...right], wrong: [...new Set(wrong.map(({ form }) => form))].filter((form) => !right.has(form)) }
}

function isOneWord(form: string): boolean {
  const words = wordsOfForm(form)
  return words.length === 1 && words[0] === oneLine(form)
}

const allowed = (entry: ExportEntry): string[] => {
  const preferred = preferredForm(entry)
  return [...(preferred === null ? [] : [preferred]), ...otherForms(entry)]
}
