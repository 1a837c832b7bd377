import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { type AppSettings, type LastExport, type RecentLibrary, usableSettings } from '../contract/host-api.ts'
import { writeFileAtomically } from '../library/export/write.ts'

/** The app's own small files in the data folder: settings, and the libraries opened before. */

const recentSchema = z.array(z.object({ file: z.string(), openedAt: z.string() }))
type RecentEntry = z.infer<typeof recentSchema>[number]

/** What was exported last, by library id. Here and not in the library: a place on this computer is nobody else's, nor theirs to choose. */
const exportsSchema = z.record(
  z.string(),
  z.object({
    format: z.string(),
    scope: z.enum(['all', 'accepted', 'filter', 'selection']),
    saved: z.int().optional(),
    brief: z.boolean().optional(),
    file: z.string().nullable(),
  }),
)

const RECENT = 20
/** Libraries whose last export is remembered. */
const EXPORTS = 200

/** The parsed file, or the fallback when it is missing or not what it should be: neither file holds anything that can't be set again. */
function readJson<T>(file: string, schema: z.ZodType<T>, fallback: T): T {
  if (!existsSync(file)) return fallback
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    process.stderr.write(`${file} can't be used (${error instanceof Error ? error.message : String(error)}); starting without it.\n`)
    return fallback
  }
}

/** What people call a library: the file's name without its ending and without the hash that keeps folders' libraries apart. */
export const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.glossary$/i, '')
    .replace(/-[0-9a-f]{12}$/, '')

export interface AppFiles {
  settings(): AppSettings
  saveSettings(settings: AppSettings): AppSettings
  /** Newest first. */
  recent(): readonly RecentLibrary[]
  opened(file: string): void
  forget(file: string): void
  lastExport(library: string): LastExport | null
  exported(library: string, last: LastExport): void
}

/** @param home the data folder, absolute; made when missing @param now ISO 8601 of the moment */
export function appFiles(home: string, now: () => string): AppFiles {
  const settingsFile = join(home, 'settings.json')
  const recentFile = join(home, 'recent.json')
  const exportsFile = join(home, 'exports.json')
  const exported = () => readJson(exportsFile, exportsSchema, {})
  const entries = (): RecentEntry[] => readJson(recentFile, recentSchema, [])
  const write = (file: string, value: unknown) => {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    writeFileAtomically(file, `${JSON.stringify(value, null, 2)}\n`)
  }
  return {
    settings: () => usableSettings(readJson(settingsFile, z.unknown(), {})),
    saveSettings: (settings) => {
      write(settingsFile, settings)
      return settings
    },
    recent: () => entries().map(({ file, openedAt }) => ({ file, openedAt, name: nameOf(file), missing: !existsSync(file) })),
    opened: (file) => write(recentFile, [{ file, openedAt: now() }, ...entries().filter((entry) => entry.file !== file)].slice(0, RECENT)),
    forget: (file) =>
      write(
        recentFile,
        entries().filter((entry) => entry.file !== file),
      ),
    lastExport: (library) => exported()[library] ?? null,
    exported: (library, last) => {
      const { [library]: _before, ...others } = exported()
      write(exportsFile, Object.fromEntries([...Object.entries(others), [library, last] as const].slice(-EXPORTS)))
    },
  }
}
