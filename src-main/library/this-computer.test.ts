import { expect, it } from 'vitest'
import { type Surroundings, thisComputer } from './this-computer.ts'

const around = (files: readonly string[], more: Partial<Surroundings> = {}): Surroundings => ({
  platform: 'linux',
  env: { PATH: '/usr/bin:/opt/bin', HOME: '/home/me' },
  memoryBytes: 16e9,
  exists: async (path) => files.includes(path.replaceAll('\\', '/')),
  ...more,
})

it('finds programs on the path', async () => {
  expect(await thisComputer(around(['/opt/bin/ollama', '/usr/bin/llama-server']))).toEqual({
    memoryBytes: 16e9,
    installed: ['ollama', 'llama.cpp'],
  })
})

it('finds nothing where nothing is, without a path or a home', async () => {
  expect((await thisComputer(around([]))).installed).toEqual([])
  expect((await thisComputer(around(['/opt/bin/ollama'], { env: {} }))).installed).toEqual([])
})

it('finds apps where the installers of each system put them, and not those of another system', async () => {
  const app = ['/Applications/Ollama.app', '/Applications/LM Studio.app']
  expect((await thisComputer(around(app, { platform: 'darwin' }))).installed).toEqual(['ollama', 'lm-studio'])
  expect((await thisComputer(around(app))).installed).toEqual([])
  expect((await thisComputer(around(['/home/me/.lmstudio/bin/lms']))).installed).toEqual(['lm-studio'])
  const windows = { platform: 'win32', env: { Path: 'C:/tools;C:/x', LOCALAPPDATA: 'C:/Users/me/AppData/Local' } }
  expect((await thisComputer(around(['C:/Users/me/AppData/Local/Programs/Ollama/ollama.exe'], windows))).installed).toEqual(['ollama'])
  expect((await thisComputer(around(['C:/x/lms.exe'], windows))).installed).toEqual(['lm-studio'])
})

it('waits for no name before it asks of the next, and never holds up main', async () => {
  const asked: string[] = []
  const answers: (() => void)[] = []
  const exists = (path: string) => {
    asked.push(path)
    return new Promise<boolean>((resolve) => {
      answers.push(() => resolve(false))
    })
  }
  const found = thisComputer(around([], { exists }))
  // Three programs in two folders, two places in the user's folder; none has been answered.
  expect(asked.length).toBe(8)
  for (const answer of answers) answer()
  expect((await found).installed).toEqual([])
})
