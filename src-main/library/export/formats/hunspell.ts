import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import type { ExportFormat, OutputFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'
import { spellingOf } from '../spelling.ts'

/**
 * Dictionaries for Hunspell (hunspell(5)): a personal one, where `*` forbids, and a stand-alone pair of `.aff` and `.dic`, where a flag does.
 */

const CARRIES: readonly Field[] = ['variants', 'forbidden', 'usage']
const SILENT = { note: () => undefined, wrote: () => undefined } as unknown as LossBook

const AFFIX = `# ${EXPORT_MARKER}\nSET UTF-8\nFORBIDDENWORD !\nWORDCHARS '’.-0123456789\n`

/** A slash would begin the flags. */
const escaped = (word: string): string => word.replaceAll('/', '\\/')

function* personal(glossary: ExportGlossary, book: LossBook): Generator<string> {
  for (const { entry, right, wrong } of spellingOf(glossary, book)) {
    book.wrote(entry, CARRIES)
    yield `${right.map((word) => `${escaped(word)}\n`).join('')}${wrong.map((word) => `*${escaped(word)}\n`).join('')}`
  }
}

/** The first line is the number of words. */
function* dictionary(glossary: ExportGlossary): Generator<string> {
  let count = 0
  for (const { right, wrong } of spellingOf(glossary, SILENT)) count += right.length + wrong.length
  yield `${count}\n`
  for (const { right, wrong } of spellingOf(glossary, SILENT)) {
    yield `${right.map((word) => `${escaped(word)}\n`).join('')}${wrong.map((word) => `${escaped(word)}/!\n`).join('')}`
  }
}

const files = (glossary: ExportGlossary, book: LossBook): OutputFile[] => [
  { path: 'personal.dic', chunks: personal(glossary, book) },
  { path: 'glossary.aff', chunks: [AFFIX] },
  { path: 'glossary.dic', chunks: dictionary(glossary) },
]

export const hunspell: ExportFormat = {
  id: 'hunspell',
  purpose: 'write',
  name: { en: 'Hunspell dictionaries', ja: 'Hunspell の辞書' },
  use: {
    en: 'personal.dic beside a dictionary you use (hunspell -p); glossary.aff and .dic as a dictionary of its own (LibreOffice, Firefox, macOS).',
    ja: 'personal.dic は今の辞書に加えて（hunspell -p）、glossary.aff と .dic は独立した辞書として（LibreOffice・Firefox・macOS）使います。',
  },
  extension: 'zip',
  mime: 'text/plain',
  encoding: 'utf-8',
  folder: true,
  carries: CARRIES,
  files,
}
