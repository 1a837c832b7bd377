import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import type { ExportFormat, OutputFile } from '../format.ts'
import type { LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, otherForms, properDefinition } from '../model.ts'
import { oneLine } from '../text.ts'
import { MARKDOWN_FIELDS, markdownChunks } from './markdown.ts'

/**
 * For MkDocs: the glossary's page, and abbreviations (`*[term]: definition`, Python-Markdown's `abbr`) that show the definition wherever a
 * page of the site uses a term, once `pymdownx.snippets` appends the file to every page.
 */

/** A form that `*[…]:` can hold: no bracket, no backslash. */
const fits = (form: string): boolean => /^[^\][\\*]+$/u.test(oneLine(form)) && oneLine(form) !== ''

/** The lines of an entry: its definition under every form that no entry before it has. */
function* abbreviations(entry: ExportEntry, seen: Set<string>, book: LossBook): Generator<string> {
  const definition = properDefinition(entry)
  if (definition === null) return
  const text = oneLine(definition.text)
  for (const form of [entry.headword, ...otherForms(entry)].map(oneLine)) {
    if (!fits(form)) book.note('form-unusable', entry)
    else if (seen.has(form)) book.note('duplicate', entry)
    else {
      seen.add(form)
      yield `*[${form}]: ${text}\n`
    }
  }
}

/** Where MkDocs looks for pages by default. */
const PAGE = ['docs', 'glossary.md'].join('/')

const CONFIGURATION = `# ${EXPORT_MARKER}
# Lines to add to mkdocs.yml.
markdown_extensions:
  - abbr
  - attr_list
  - pymdownx.snippets:
      auto_append:
        - includes/abbreviations.md
`

/** The page's pass over the glossary collects the other file's lines: reading the entries costs more than keeping the lines. */
function files(glossary: ExportGlossary, book: LossBook): OutputFile[] {
  const seen = new Set<string>()
  const lines = [`<!-- ${EXPORT_MARKER} -->\n\n`]
  function* entries(): Generator<ExportEntry> {
    for (const entry of glossary.entries) {
      lines.push(...abbreviations(entry, seen, book))
      yield entry
    }
  }
  return [
    { path: PAGE, chunks: markdownChunks({ ...glossary, entries: { [Symbol.iterator]: entries } }, book) },
    { path: 'includes/abbreviations.md', chunks: lines },
    { path: 'mkdocs-additions.yml', chunks: [CONFIGURATION] },
  ]
}

export const mkdocs: ExportFormat = {
  id: 'mkdocs',
  purpose: 'publish',
  name: { en: 'MkDocs', ja: 'MkDocs' },
  use: {
    en: 'Copy docs/ and includes/ into the site and add the lines of mkdocs-additions.yml: definitions then show on hover.',
    ja: 'docs/ と includes/ をサイトに置き、mkdocs-additions.yml の行を加えると、用語の上で定義が表示されます。',
  },
  extension: 'zip',
  mime: 'text/markdown',
  encoding: 'utf-8',
  folder: true,
  carries: MARKDOWN_FIELDS,
  files,
}
