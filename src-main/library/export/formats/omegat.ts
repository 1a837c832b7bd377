import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import type { ExportGlossary } from '../model.ts'
import { commentWithForbidden, pairsOf } from '../pairs.ts'

/** OmegaT's own glossary: source, target, comment, separated by tabs (OmegaT manual, “Glossaries”). */

const CARRIES: readonly Field[] = ['definition', 'forbidden', 'variants']

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `# ${EXPORT_MARKER}\n`
  for (const pair of pairsOf(glossary, book, CARRIES)) {
    // A line that begins with # would be a comment.
    const source = pair.source.replace(/^#/u, '＃')
    if (source !== pair.source) book.note('characters-replaced', pair.entry)
    yield `${source}\t${pair.target}\t${commentWithForbidden(pair)}\n`
  }
}

export const omegat: ExportFormat = {
  id: 'omegat',
  purpose: 'translate',
  name: { en: 'OmegaT glossary', ja: 'OmegaT の用語集' },
  use: {
    en: 'Copy it into the glossary folder of an OmegaT project; it is read at once.',
    ja: 'OmegaT プロジェクトの glossary フォルダーに置くと、すぐに使えます。',
  },
  extension: 'utf8',
  mime: 'text/tab-separated-values',
  encoding: 'utf-8',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
}
