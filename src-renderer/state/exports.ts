import type { ExportReport, ExportScope } from '../../src-main/contract/export.ts'
import type { ExportResult, LastExport } from '../../src-main/contract/host-api.ts'
import { count, i18n } from '../i18n/index.ts'
import type { App } from './app.ts'

/** Exports from the window: what a scope means now, downloads where the host has no dialogs, and the one key that repeats the last export. */

/** A kind of scope, or a saved filter by its id. */
export type ScopeChoice = ExportScope['kind'] | `saved:${number}`

/** The terms a choice means at this moment; null when it means none (nothing is selected, there is no such filter). */
export function scopeNow(app: App, kind: ScopeChoice): ExportScope | null {
  if (kind.startsWith('saved:')) {
    const saved = Number(kind.slice('saved:'.length))
    const query = app.tables.getState().filters?.find(({ id }) => id === saved)?.query
    return query ? { kind: 'filter', view: query.view, search: query.search, saved } : null
  }
  if (kind === 'all' || kind === 'accepted') return { kind }
  const { query, selection } = app.terms.getState()
  if (kind === 'filter') return { kind, view: query.view, search: query.search ?? '' }
  return selection.ids.size === 0 ? null : { kind: 'selection', concepts: [...selection.ids] }
}

/** What was chosen for the last export. */
export const choiceOf = ({ scope, saved }: LastExport): ScopeChoice => (saved === undefined ? scope : `saved:${saved}`)

/** Hands bytes to the browser as a download. */
function download(base64: string, name: string, mime: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export interface Exported {
  /** Path, or the name of the download. */
  readonly where: string
  /** Where the system's file manager can show it; null for a download. */
  readonly file: string | null
  readonly report: ExportReport
}

/** Brings a result to its end: a download is offered. */
export function finishExport(result: ExportResult): Exported {
  if ('file' in result) return { where: result.file, file: result.file, report: result.report }
  download(result.base64, result.name, result.mime)
  return { where: result.name, file: null, report: result.report }
}

/** What was written, for people. */
export const exportedText = ({ where, report }: Exported): string =>
  i18n._('{n} terms written to {where}', { n: count(report.written), where })

/** Repeats the last export of this library, to the same place; the first time it asks, in the dialog. */
export async function exportAgain(app: App): Promise<void> {
  const library = app.session.getState().library
  if (!library) return
  const last = await app.host.call('export.last', { library: library.id })
  const scope = last === null ? null : scopeNow(app, choiceOf(last))
  if (last === null || scope === null) {
    app.act.show({ dialog: 'export' })
    return
  }
  const { format, brief = false } = last
  const result = await app.host.call('export.save', { library: library.id, format, scope, brief, again: true })
  if (result !== null) app.act.say(exportedText(finishExport(result)))
}
