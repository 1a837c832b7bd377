import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'
import { pairsOf } from '../pairs.ts'

/** DeepL's glossary as TSV (DeepLcom/openapi): two columns, no header, each source once, at most 1,024 UTF-8 bytes a text. */

const BYTES = 1024
const CARRIES: readonly Field[] = ['variants']

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  for (const { source, target } of pairsOf(glossary, book, CARRIES, { bytes: BYTES })) yield `${source}\t${target}\n`
}

export const deepl: ExportFormat = {
  id: 'deepl',
  purpose: 'translate',
  name: { en: 'DeepL glossary (TSV)', ja: 'DeepL の用語集（TSV）' },
  use: {
    en: 'Upload it under Glossaries in DeepL, or send it as entries_format “tsv”. At most 10 MiB.',
    ja: 'DeepL の用語集にアップロードするか、API に entries_format「tsv」で渡します。10 MiB までです。',
  },
  extension: 'tsv',
  mime: 'text/tab-separated-values',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
