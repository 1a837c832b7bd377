import { readFile } from 'node:fs/promises'
import type { Language } from '../../../src-main/contract/blocks.ts'
import { AppError } from '../../../src-main/contract/errors.ts'
import type { Reference } from '../types.ts'
import { parseReference } from './format.ts'

const loaded = new Map<Language, Promise<Reference>>()

/**
 * The general-language frequencies of a language: English inflected forms and lemmas, Japanese base forms and common noun compounds, both lower
 * case (docs/decisions/0003). Loaded once per process, in well under 100 ms. Null for `other`: there is no list.
 * @throws AppError INTERNAL when the file is missing or damaged
 */
export async function loadReference(language: Language): Promise<Reference | null> {
  if (language === 'other') return null
  let reference = loaded.get(language)
  if (!reference) {
    reference = read(language)
    loaded.set(language, reference)
    reference.catch(() => loaded.delete(language))
  }
  return await reference
}

async function read(language: 'en' | 'ja'): Promise<Reference> {
  const file = new URL(`./${language}.txt`, import.meta.url)
  try {
    return toReference(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new AppError('INTERNAL', `The word frequencies in ${file.pathname} can't be read; install the application again.`, {}, { cause })
  }
}

/** @param text a reference file (reference/format.ts) */
export function toReference(text: string): Reference {
  const { header, rates } = parseReference(text)
  const unseen = header.unseenPerMillion
  return {
    // Additive smoothing: a listed word never counts for less than an unlisted one.
    perMillion: (word) => (rates.get(word) ?? 0) + unseen,
    has: (word) => rates.has(word),
  }
}
