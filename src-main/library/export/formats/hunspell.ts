import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import type { ExportFormat, OutputFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'
import { type Spelling, spellingOf } from '../spelling.ts'

/**
 * Dictionaries for Hunspell (hunspell(5)): a personal one, where `*` forbids, and a stand-alone pair of `.aff` and `.dic`, where a flag does.
 */

const CARRIES: readonly Field[] = ['variants', 'forbidden']

const AFFIX = `# ${EXPORT_MARKER}\nSET UTF-8\nFORBIDDENWORD !\nWORDCHARS '’.-0123456789\n`

/** A slash would begin the flags. */
const escaped = (word: string): string => word.replaceAll('/', '\\/')

function* personal({ right, wrong }: Spelling): Generator<string> {
  for (const word of right) yield `${escaped(word)}\n`
  for (const word of wrong) yield `*${escaped(word)}\n`
}

/** The first line is the number of words. */
function* dictionary({ right, wrong }: Spelling): Generator<string> {
  yield `${right.length + wrong.length}\n`
  for (const word of right) yield `${escaped(word)}\n`
  for (const word of wrong) yield `${escaped(word)}/!\n`
}

function* files(glossary: ExportGlossary, book: LossBook): Generator<OutputFile> {
  const spelling = spellingOf(glossary, book, CARRIES)
  yield { path: 'personal.dic', chunks: personal(spelling) }
  yield { path: 'glossary.aff', chunks: [AFFIX] }
  yield { path: 'glossary.dic', chunks: dictionary(spelling) }
}

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
