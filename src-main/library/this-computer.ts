import { access } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { ModelServerName, ThisComputer } from '../contract/models-api.ts'

/** What this computer has for language models, found by looking at file names alone: nothing is started and nothing is asked. */

export interface Surroundings {
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly memoryBytes: number
  readonly exists: (path: string) => Promise<boolean>
}

/** Programs on the path, and places their installers use that are not on it. `~` = the user's folder. */
const PLACES: Readonly<Record<ModelServerName, { readonly programs: readonly string[]; readonly files: readonly string[] }>> = {
  ollama: {
    programs: ['ollama'],
    files: ['/Applications/Ollama.app', '~/Applications/Ollama.app', '%LOCALAPPDATA%/Programs/Ollama/ollama.exe'],
  },
  'lm-studio': {
    programs: ['lms'],
    files: ['/Applications/LM Studio.app', '~/.lmstudio/bin/lms', '%LOCALAPPDATA%/Programs/LM Studio/LM Studio.exe'],
  },
  'llama.cpp': { programs: ['llama-server'], files: [] },
}

const system = (): Surroundings => ({
  platform: process.platform,
  env: process.env,
  memoryBytes: totalmem(),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
})

/**
 * A path with a share that does not answer must not hold up main: every name is asked of at once, and waited for.
 * @param around injected for tests
 */
export async function thisComputer(around: Surroundings = system()): Promise<ThisComputer> {
  const { platform, env, exists } = around
  const windows = platform === 'win32'
  const folders = (env.PATH ?? env.Path ?? '').split(windows ? ';' : ':').filter(Boolean)
  const onPath = (program: string): string[] => folders.map((folder) => join(folder, windows ? `${program}.exe` : program))
  const placed = (file: string): string[] => {
    if (file.startsWith('%LOCALAPPDATA%'))
      return windows && env.LOCALAPPDATA !== undefined ? [file.replace('%LOCALAPPDATA%', env.LOCALAPPDATA)] : []
    if (windows) return []
    if (file.startsWith('~')) return env.HOME === undefined ? [] : [file.replace('~', env.HOME)]
    return platform === 'darwin' ? [file] : []
  }
  const names = Object.keys(PLACES) as ModelServerName[]
  const there = await Promise.all(
    names.map(async (name) => {
      const { programs, files } = PLACES[name]
      return (await Promise.all([...programs.flatMap(onPath), ...files.flatMap(placed)].map(exists))).includes(true)
    }),
  )
  return { memoryBytes: around.memoryBytes, installed: names.filter((_, index) => there[index]) }
}
