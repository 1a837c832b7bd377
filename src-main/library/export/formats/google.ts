import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportGlossary, wordsOf } from '../model.ts'
import { pairsOf } from '../pairs.ts'

/**
 * Google Cloud Translation's glossary as a set of equivalent terms: a header of language codes with `pos` and `description` (documentation of
 * GlossaryInputConfig). Both languages are always there; a term without a translation stands in both.
 */

const CARRIES: readonly Field[] = ['definition', 'variants']

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  const main = wordsOf(glossary)
  yield `${main},${main === 'ja' ? 'en' : 'ja'},pos,description\n`
  for (const { source, target, comment } of pairsOf(glossary, book, CARRIES)) {
    yield `${[source, target, 'noun', comment].map(cell).join(',')}\n`
  }
}

export const google: ExportFormat = {
  id: 'google',
  purpose: 'translate',
  name: { en: 'Google Translation glossary (CSV)', ja: 'Google 翻訳の用語集（CSV）' },
  use: {
    en: 'Put it into Cloud Storage and make an equivalent-terms glossary from it.',
    ja: 'Cloud Storage に置き、同等用語セットの用語集として登録します。',
  },
  extension: 'csv',
  mime: 'text/csv',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
