import type { ExportEntry, ExportGlossary, ExportSource } from './model.ts'

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

export const glossary = (...entries: ExportEntry[]): ExportGlossary => ({ documents: 3, entries })
