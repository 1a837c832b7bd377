import type { ExportFormat } from '../../contract/host-api.ts'
import { toCsv } from './csv.ts'
import { toJson } from './json.ts'
import { toMarkdown } from './markdown.ts'
import type { ExportGlossary } from './model.ts'

const WRITERS: Readonly<Record<ExportFormat, (glossary: ExportGlossary) => string>> = { md: toMarkdown, json: toJson, csv: toCsv }

/** The whole text of the glossary in a format. Pure: same glossary, same text. */
export function exportText(glossary: ExportGlossary, format: ExportFormat): string {
  return WRITERS[format](glossary)
}
