import { AppError } from '../contract/errors.ts'
import type { ExportFormatInfo, ExportScope } from '../contract/export.ts'
import type { ExportResult } from '../contract/host-api.ts'
import { formatInfos } from '../library/export/index.ts'
import { checkOutput } from '../library/export/write.ts'
import { checkOutputFolder } from '../library/export/write-folder.ts'
import type { ExportWatch } from '../library/exports.ts'
import type { Library } from '../library/library.ts'
import { nameOf } from './app-files.ts'
import { rootPaths } from './calls-library.ts'
import type { Calls, HostParts } from './host.ts'

type ExportCalls = Pick<Calls, Extract<keyof Calls, `export.${string}`>>

function infoOf(id: string): ExportFormatInfo {
  const info = formatInfos().find((one) => one.id === id)
  if (info === undefined) throw new AppError('INVALID_INPUT', `There is no export format “${id}”. Choose another one.`, { format: id })
  return info
}

const suggestedName = (library: Library, { folder, extension, id }: ExportFormatInfo): string =>
  folder ? `${nameOf(library.file)}-${id}` : `${nameOf(library.file)}.${extension}`

/** Which terms, and whether their definitions go without their headword. */
interface Wanted {
  readonly scope: ExportScope
  readonly brief: boolean
}

/** Exports: preview with its loss report, writing, cancelling, repeating the last one, showing where it went. */
export function exportCalls(parts: HostParts): ExportCalls {
  const { open, files, shell } = parts
  /** What this host has written; nothing else is ever shown in the file manager. */
  const written = new Set<string>()
  const running = { preview: new Map<string, AbortController>(), save: new Map<string, AbortController>() }
  const watched = (kind: keyof typeof running, library: string): Required<ExportWatch> & { end(): void } => {
    running[kind].get(library)?.abort()
    const control = new AbortController()
    running[kind].set(library, control)
    const onProgress: ExportWatch['onProgress'] = ({ done, total }) => {
      for (const client of open.clientsOf(library)) client.send('export.progress', { library, done, total })
    }
    const end = () => void (running[kind].get(library) === control && running[kind].delete(library))
    return { signal: control.signal, onProgress, end }
  }
  const targetOf = async (own: Library, info: ExportFormatInfo, place: { file?: string | undefined; again: boolean }) => {
    const last = place.again ? files.lastExport(own.id) : null
    const known = place.file ?? (last?.format === info.id ? last.file : null)
    const chosen = known ?? (shell.info.dialogs ? await shell.pickSave('export', suggestedName(own, info)) : null)
    if (chosen === null) return null
    const folders = await rootPaths(own)
    return info.folder ? checkOutputFolder(chosen, folders) : checkOutput(chosen, folders)
  }
  const handedOver = async (own: Library, info: ExportFormatInfo, what: Wanted, watch: ExportWatch): Promise<ExportResult> => {
    const { report, base64 } = await own.exports.run({ format: info.id, ...what, to: { kind: 'bytes', base64: true } }, watch)
    const name = info.folder ? `${suggestedName(own, info)}.zip` : suggestedName(own, info)
    return { base64: base64 ?? '', name, mime: info.folder ? 'application/zip' : info.mime, report }
  }
  const saved = async (own: Library, info: ExportFormatInfo, what: Wanted, file: string, watch: ExportWatch): Promise<ExportResult> => {
    const { report } = await own.exports.run({ format: info.id, ...what, to: { kind: 'file', file } }, watch)
    written.add(file)
    return { file, report }
  }
  return {
    'export.formats': async () => formatInfos(),
    'export.preview': async ({ library, format, scope, brief = false }) => {
      const own = open.get(library)
      const info = infoOf(format)
      const { end, ...watch } = watched('preview', library)
      try {
        const { report, head } = await own.exports.run({ format, scope, brief, to: { kind: 'nothing' }, head: true }, watch)
        return { suggestedName: suggestedName(own, info), head, report }
      } finally {
        end()
      }
    },
    'export.save': async ({ library, format, scope, brief = false, file, again }) => {
      const own = open.get(library)
      const info = infoOf(format)
      const target = await targetOf(own, info, { file, again })
      if (target === null && shell.info.dialogs) return null
      const { end, ...watch } = watched('save', library)
      try {
        const what = { scope, brief }
        const result = target === null ? await handedOver(own, info, what, watch) : await saved(own, info, what, target, watch)
        const filter = scope.kind === 'filter' && scope.saved !== undefined ? { saved: scope.saved } : {}
        files.exported(own.id, { format, scope: scope.kind, ...filter, ...(brief ? { brief } : {}), file: target })
        return result
      } finally {
        end()
      }
    },
    'export.cancel': async ({ library }) => {
      running.save.get(library)?.abort()
      return null
    },
    'export.last': async ({ library }) => files.lastExport(open.get(library).id),
    'export.show': async ({ file }) => written.has(file) && shell.showItem(file),
  }
}
