import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import type { ExportFormat, OutputFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'
import { spellingOf } from '../spelling.ts'

/** A custom dictionary for cspell (cspell.org, “Custom dictionaries”): a word a line, `!` before a forbidden one, `#` before a comment. */

const CARRIES: readonly Field[] = ['variants', 'forbidden']

function* words(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `# ${EXPORT_MARKER}\n`
  const { right, wrong } = spellingOf(glossary, book, CARRIES)
  for (const word of right) yield `${word}\n`
  for (const word of wrong) yield `!${word}\n`
}

const CONFIGURATION = `${JSON.stringify(
  {
    $comment: EXPORT_MARKER,
    version: '0.2',
    dictionaryDefinitions: [{ name: 'glossary', path: './glossary-words.txt', addWords: true }],
    dictionaries: ['glossary'],
  },
  null,
  2,
)}\n`

const files = (glossary: ExportGlossary, book: LossBook): OutputFile[] => [
  { path: 'glossary-words.txt', chunks: words(glossary, book) },
  { path: 'cspell.json', chunks: [CONFIGURATION] },
]

export const cspell: ExportFormat = {
  id: 'cspell',
  purpose: 'write',
  name: { en: 'cspell dictionary', ja: 'cspell の辞書' },
  use: {
    en: 'Put both files beside the project’s text; editors with cspell then know the words and mark the forbidden ones.',
    ja: '2 つのファイルをプロジェクトに置くと、cspell を使うエディターが用語を認め、使わない語に印を付けます。',
  },
  extension: 'zip',
  mime: 'text/plain',
  encoding: 'utf-8',
  folder: true,
  carries: CARRIES,
  files,
}
