import type { CollisionField, ColumnTarget, ImportFormatId, ImportPreview, Resolution } from '../../../src-main/contract/imports.ts'
import { i18n } from '../../i18n/index.ts'

/** Words of the import dialog. */

/** Names that are the same in every language. */
const NAMES: Readonly<Partial<Record<ImportFormatId, string>>> = {
  json: 'GenGlossary JSON',
  jsonld: 'JSON-LD (SKOS, schema.org)',
  csv: 'CSV, TSV',
  tbx: 'TBX',
  turtle: 'SKOS Turtle',
  rdfxml: 'SKOS RDF/XML',
  markdown: 'Markdown',
  html: 'HTML',
  rst: 'reStructuredText',
  asciidoc: 'AsciiDoc',
  prh: 'prh (textlint)',
  vale: 'Vale',
  utx: 'UTX',
}

export function formatLabel(format: ImportFormatId): string {
  if (format === 'xlsx') return i18n._('Excel workbook')
  if (format === 'ime') return i18n._('Japanese input method dictionary')
  if (format === 'cspell') return i18n._('cspell word list')
  if (format === 'predecessor') return i18n._('Project of the earlier GenGlossary')
  return NAMES[format] ?? format
}

export function targetLabel(target: ColumnTarget): string {
  const labels: Record<ColumnTarget, () => string> = {
    id: () => i18n._('Identifier'),
    term: () => i18n._('Term'),
    reading: () => i18n._('Reading'),
    language: () => i18n._('Language'),
    category: () => i18n._('Category'),
    status: () => i18n._('Status'),
    definition: () => i18n._('Definition'),
    variants: () => i18n._('Variants'),
    abbreviation: () => i18n._('Abbreviation'),
    forbidden: () => i18n._('Forbidden forms'),
    note: () => i18n._('Note'),
    required: () => i18n._('Required'),
    ignore: () => i18n._('Leave out'),
  }
  return labels[target]()
}

export function fieldLabel(field: CollisionField): string {
  const labels: Record<CollisionField, () => string> = {
    definition: () => i18n._('Definition'),
    reading: () => i18n._('Reading'),
    category: () => i18n._('Category'),
    note: () => i18n._('Note'),
    decision: () => i18n._('Decision'),
    usage: () => i18n._('Status'),
  }
  return labels[field]()
}

export function resolutionLabel(resolution: Resolution): string {
  const labels: Record<Resolution, () => string> = {
    mine: () => i18n._('Keep mine'),
    theirs: () => i18n._('Take theirs'),
    both: () => i18n._('Keep both'),
  }
  return labels[resolution]()
}

export function stateLabel(state: ImportPreview['terms'][number]['state']): string {
  const labels: Record<typeof state, () => string> = {
    fresh: () => i18n._('new'),
    added: () => i18n._('added to'),
    same: () => i18n._('the same'),
    differing: () => i18n._('differs'),
  }
  return labels[state]()
}
