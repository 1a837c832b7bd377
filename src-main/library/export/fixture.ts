import type { ExportReport } from '../../contract/export.ts'
import { formatOf } from './index.ts'
import { LossBook } from './loss.ts'
import { type ExportEntry, type ExportGlossary, type ExportSource, glossaryOf } from './model.ts'
import { render } from './render.ts'

/** Builders for the exporters' tests. */

export const source = (over: Partial<ExportSource> = {}): ExportSource => ({
  file: 'guide/intro.md',
  href: '../docs/guide/intro.md',
  sha256: 'ab'.repeat(32),
  line: 12,
  start: 300,
  end: 340,
  quote: 'A runner is a process that executes jobs.',
  ...over,
})

export const entry = (over: Partial<ExportEntry> = {}): ExportEntry => ({
  id: 'en:runner',
  language: 'en',
  headword: 'runner',
  usage: null,
  reading: null,
  readingSure: true,
  abbreviation: null,
  category: 'term',
  decision: 'undecided',
  required: false,
  frequency: 7,
  documents: 3,
  glossaryRank: 1,
  glossaryScore: 2.5,
  termhoodRank: 4,
  termhoodScore: 1.25,
  variants: [],
  definitions: [{ kind: 'quoted', text: 'A process that executes jobs.', sources: [source()] }],
  related: [],
  note: '',
  editedAt: null,
  ...over,
})

export const glossary = (...entries: ExportEntry[]): ExportGlossary => glossaryOf(entries, 3)

/** The whole output of a format that is one file of text, as the format makes it (before it is encoded). */
export function textOf(format: string, of: ExportGlossary, book = new LossBook()): string {
  let text = ''
  for (const { chunks } of formatOf(format).files(of, book)) for (const chunk of chunks) text += String(chunk)
  return text
}

/** Every file of a format as bytes in its encoding, by path, with the report of what they hold. */
export function filesOf(format: string, of: ExportGlossary): { readonly files: Map<string, Buffer>; readonly report: ExportReport } {
  const files = new Map<string, Buffer>()
  const report = render(formatOf(format), of, {
    take: (all) => {
      for (const { path, pieces } of all) files.set(path, Buffer.concat([...pieces]))
      return { files: files.size, bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0) }
    },
  })
  return { files, report }
}

/** The bytes of a format that is one file. */
export const bytesOf = (format: string, of: ExportGlossary): Buffer => filesOf(format, of).files.get('')!
