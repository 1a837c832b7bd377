import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import type { ExportFormat, OutputFile } from '../format.ts'
import { yamlString } from '../lint.ts'
import type { Field, LossBook, Noting } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, wordsOf } from '../model.ts'
import { distinctNames, fileStem } from '../text.ts'
import { WORDS, type Words } from '../words.ts'
import { entryBlocks, escapeInline, heading, MARKDOWN_FIELDS } from './markdown.ts'

/** One note per term for tools that think in notes (Obsidian, Foam, Zettlr …): what they search and link by is in the front matter. */

const list = (name: string, values: readonly string[]): string[] =>
  values.length === 0 ? [] : [`${name}:`, ...values.map((value) => `  - ${yamlString(value)}`)]

function frontMatter(entry: ExportEntry): string {
  const lines = [
    '---',
    `# ${EXPORT_MARKER}`,
    `id: ${yamlString(entry.id)}`,
    `title: ${yamlString(entry.headword)}`,
    `lang: ${yamlString(entry.language)}`,
    ...(entry.reading === null ? [] : [`reading: ${yamlString(entry.reading)}`]),
    `category: ${yamlString(entry.category)}`,
    `status: ${entry.decision}`,
    ...list(
      'aliases',
      entry.variants.filter(({ usage }) => usage !== 'forbidden').map(({ surface }) => surface),
    ),
    ...list('forbidden', forbiddenForms(entry)),
    ...list(
      'related',
      entry.related.map(({ headword }) => headword),
    ),
    '---',
  ]
  return lines.join('\n')
}

const IN_FRONT: readonly string[] = ['obvious-form', 'form-divided']
const CARRIES: readonly Field[] = [...MARKDOWN_FIELDS, 'category', 'decision', 'related']

function noteOf(entry: ExportEntry, words: Words, book: LossBook): string {
  book.wrote(entry, CARRIES)
  // The front matter holds every form, each by itself.
  const noting: Noting = { note: (kind, of) => !IN_FRONT.includes(kind) && book.note(kind, of) }
  const blocks = entryBlocks(entry, words, noting)
  return `${frontMatter(entry)}\n\n# ${heading(entry)}\n\n${blocks.join('\n\n')}\n`
}

function* files(glossary: ExportGlossary, book: LossBook): Generator<OutputFile> {
  const words = WORDS[wordsOf(glossary)]
  const name = distinctNames()
  const index: string[] = []
  name('index')
  for (const entry of glossary.entries) {
    const file = `${name(fileStem(entry.headword))}.md`
    index.push(`- [${escapeInline(entry.headword)}](<${encodeURIComponent(file)}>)\n`)
    yield { path: file, chunks: [noteOf(entry, words, book)] }
  }
  yield { path: 'index.md', chunks: [`<!-- ${EXPORT_MARKER} -->\n\n# ${words.glossary}\n\n`, ...index] }
}

export const markdownFiles: ExportFormat = {
  id: 'md-files',
  purpose: 'publish',
  name: { en: 'Markdown – a file per term', ja: 'Markdown（用語ごとに 1 ファイル）' },
  use: {
    en: 'A folder of notes with front matter (aliases, reading, status), for Obsidian and other note tools.',
    ja: 'Obsidian などのノート用に、別名・読み・状態を先頭に持つノートのフォルダーを作ります。',
  },
  extension: 'zip',
  mime: 'text/markdown',
  encoding: 'utf-8',
  folder: true,
  carries: CARRIES,
  files,
}
