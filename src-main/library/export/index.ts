import { AppError } from '../../contract/errors.ts'
import type { ExportFormatInfo } from '../../contract/export.ts'
import type { ExportFormat } from './format.ts'
import { anki } from './formats/anki.ts'
import { asciidoc } from './formats/asciidoc.ts'
import { atok } from './formats/atok.ts'
import { cspell } from './formats/cspell.ts'
import { csv } from './formats/csv.ts'
import { deepl } from './formats/deepl.ts'
import { docx, docxTable } from './formats/docx.ts'
import { gboard } from './formats/gboard.ts'
import { google } from './formats/google.ts'
import { html } from './formats/html.ts'
import { hunspell } from './formats/hunspell.ts'
import { json } from './formats/json.ts'
import { jsonld } from './formats/jsonld.ts'
import { macos } from './formats/macos.ts'
import { markdown } from './formats/markdown.ts'
import { markdownFiles } from './formats/markdown-files.ts'
import { mkdocs } from './formats/mkdocs.ts'
import { mozc } from './formats/mozc.ts'
import { msime } from './formats/msime.ts'
import { omegat } from './formats/omegat.ts'
import { prh } from './formats/prh.ts'
import { skos } from './formats/skos.ts'
import { sphinx } from './formats/sphinx.ts'
import { tbx, tbxDct } from './formats/tbx.ts'
import { tbxV2 } from './formats/tbx-v2.ts'
import { utx } from './formats/utx.ts'
import { vale } from './formats/vale.ts'
import { weblate } from './formats/weblate.ts'
import { xlsx } from './formats/xlsx.ts'

/** Every format, by purpose, in the order people are shown them. Adding one is a file in formats/ and a line here. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  markdown,
  html,
  docx,
  docxTable,
  xlsx,
  csv,
  markdownFiles,
  mkdocs,
  sphinx,
  asciidoc,
  tbx,
  tbxDct,
  tbxV2,
  omegat,
  weblate,
  deepl,
  google,
  utx,
  prh,
  vale,
  cspell,
  hunspell,
  mozc,
  msime,
  atok,
  gboard,
  macos,
  anki,
  json,
  skos,
  jsonld,
]

const BY_ID: ReadonlyMap<string, ExportFormat> = new Map(EXPORT_FORMATS.map((format) => [format.id, format]))

/** @throws AppError INVALID_INPUT for a format there is none of, naming those there are */
export function formatOf(id: string): ExportFormat {
  const format = BY_ID.get(id)
  if (format !== undefined) return format
  const known = EXPORT_FORMATS.map((one) => one.id).join(', ')
  throw new AppError('INVALID_INPUT', `There is no export format “${id}”. Choose one of these: ${known}.`, { format: id, known })
}

/** What people are told of the formats. */
export const formatInfos = (): ExportFormatInfo[] =>
  EXPORT_FORMATS.map(({ id, purpose, name, use, extension, mime, encoding, folder }) => ({
    ...{ id, purpose, name, use, extension, mime, encoding, folder },
  }))
