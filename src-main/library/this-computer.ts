import { existsSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { ModelServerName, ThisComputer } from '../contract/models-api.ts'

/** What this computer has for language models, found by looking at file names alone: nothing is started and nothing is asked. */

export interface Surroundings {
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly memoryBytes: number
  readonly exists: (path: string) => boolean
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
  exists: existsSync,
})

/** @param around injected for tests */
export function thisComputer(around: Surroundings = system()): ThisComputer {
  const { platform, env, exists } = around
  const windows = platform === 'win32'
  const folders = (env.PATH ?? env.Path ?? '').split(windows ? ';' : ':').filter(Boolean)
  const onPath = (program: string) => folders.some((folder) => exists(join(folder, windows ? `${program}.exe` : program)))
  const placed = (file: string): boolean => {
    if (file.startsWith('%LOCALAPPDATA%'))
      return windows && env.LOCALAPPDATA !== undefined && exists(file.replace('%LOCALAPPDATA%', env.LOCALAPPDATA))
    if (windows) return false
    const home = env.HOME
    if (file.startsWith('~')) return home !== undefined && exists(file.replace('~', home))
    return platform === 'darwin' && exists(file)
  }
  const installed = (Object.keys(PLACES) as ModelServerName[]).filter(
    (name) => PLACES[name].programs.some(onPath) || PLACES[name].files.some(placed),
  )
  return { memoryBytes: around.memoryBytes, installed }
}
