import { AppError } from '../contract/errors.ts'
import type { Calls, HostParts } from './host.ts'

type ImportCalls = Pick<Calls, Extract<keyof Calls, `imports.${string}` | `readings.${string}`>>

/** Absent values left out: the use-cases tell them from undefined. */
const present = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }

/** Imports, from the file to the report, and the list of readings to check. */
export function importCalls({ open }: HostParts): ImportCalls {
  return {
    'imports.open': async ({ library, path, name, data, ...options }) => {
      const own = open.get(library)
      if (path === undefined && (name === undefined || data === undefined)) {
        throw new AppError('INVALID_INPUT', 'No file was given. Choose one.')
      }
      const source = path === undefined ? { name: name as string, bytes: Buffer.from(data as string, 'base64') } : { path }
      const session = await own.imports.open(source, present(options))
      return { ...session.preview, session: session.id }
    },
    'imports.update': async ({ library, session, ...options }) => open.get(library).imports.get(session).update(present(options)),
    'imports.page': async ({ library, session, list, from, limit }) => open.get(library).imports.get(session).page(list, from, limit),
    'imports.apply': async ({ library, session, resolution, resolutions }) => {
      const { imports } = open.get(library)
      return imports.apply(imports.get(session), { resolution, resolutions })
    },
    'imports.close': async ({ library, session }) => {
      await open.get(library).imports.close(session)
      return null
    },
    'readings.page': async ({ library, from, limit }) => open.get(library).readings(from, limit),
  }
}
