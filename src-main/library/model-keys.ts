import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { ModelKeyState } from '../contract/models-api.ts'

/** The key of a model server: where it may come from and where it may be kept. Never in a library, a log, an error or a setting. */

/** Environment variable of the key: never an option, where other processes could read it. */
export const MODEL_KEY = 'GENGLOSSARY_API_KEY'

/** Encryption by the system: Electron's safeStorage, or nothing. */
export interface SafeBox {
  /** False where what it seals could be opened by anybody. */
  isSafe(): Promise<boolean>
  seal(text: string): Promise<Uint8Array>
  /** @throws when the bytes were sealed by somebody else */
  open(bytes: Uint8Array): Promise<string>
}

export interface ModelKeys {
  read(): Promise<string | null>
  state(): Promise<ModelKeyState>
  /** Keeps a key, or forgets it. @throws AppError UNAVAILABLE where it could not be kept safely */
  store(key: string | null): Promise<void>
}

type Env = Readonly<Record<string, string | undefined>>
const fromEnv = (env: Env): string | null => (env[MODEL_KEY] === undefined || env[MODEL_KEY] === '' ? null : env[MODEL_KEY])

/** The terminal, the preview and tests: from the environment, kept nowhere. */
export function environmentKeys(env: Env): ModelKeys {
  return {
    read: async () => fromEnv(env),
    state: async () => ({ source: fromEnv(env) === null ? 'none' : 'environment', canStore: false }),
    store: () => Promise.reject(cannotKeep()),
  }
}

const cannotKeep = (): AppError =>
  new AppError(
    'UNAVAILABLE',
    `No safe place for a key was found on this computer. Give it in the environment variable ${MODEL_KEY} instead.`,
  )

/**
 * The app: sealed by the system in a file of the data folder that only this user may read. A key in the environment goes first.
 * @param file absolute
 */
export function safeKeys(file: string, box: SafeBox, env: Env): ModelKeys {
  const stored = async (): Promise<string | null> => {
    if (!existsSync(file)) return null
    try {
      return await box.open(readFileSync(file))
    } catch {
      // Sealed for another user or another computer, or damaged: for this one there is no key.
      return null
    }
  }
  return {
    read: async () => fromEnv(env) ?? (await stored()),
    state: async () => {
      const source = fromEnv(env) !== null ? 'environment' : (await stored()) !== null ? 'stored' : 'none'
      return { source, canStore: await box.isSafe() }
    },
    store: async (key) => {
      if (key === null) return rmSync(file, { force: true })
      if (!(await box.isSafe())) throw cannotKeep()
      const sealed = await box.seal(key)
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      const made = `${file}.${process.pid}.new`
      writeFileSync(made, sealed, { mode: 0o600 })
      renameSync(made, file)
    },
  }
}
