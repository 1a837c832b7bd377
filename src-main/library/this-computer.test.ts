import { expect, it } from 'vitest'
import { type Surroundings, thisComputer } from './this-computer.ts'

const around = (files: readonly string[], more: Partial<Surroundings> = {}): Surroundings => ({
  platform: 'linux',
  env: { PATH: '/usr/bin:/opt/bin', HOME: '/home/me' },
  memoryBytes: 16e9,
  exists: (path) => files.includes(path.replaceAll('\\', '/')),
  ...more,
})

it('finds programs on the path', () => {
  expect(thisComputer(around(['/opt/bin/ollama', '/usr/bin/llama-server']))).toEqual({
    memoryBytes: 16e9,
    installed: ['ollama', 'llama.cpp'],
  })
})

it('finds nothing where nothing is, without a path or a home', () => {
  expect(thisComputer(around([])).installed).toEqual([])
  expect(thisComputer(around(['/opt/bin/ollama'], { env: {} })).installed).toEqual([])
})

it('finds apps where the installers of each system put them, and not those of another system', () => {
  const app = ['/Applications/Ollama.app', '/Applications/LM Studio.app']
  expect(thisComputer(around(app, { platform: 'darwin' })).installed).toEqual(['ollama', 'lm-studio'])
  expect(thisComputer(around(app)).installed).toEqual([])
  expect(thisComputer(around(['/home/me/.lmstudio/bin/lms'])).installed).toEqual(['lm-studio'])
  const windows = { platform: 'win32', env: { Path: 'C:/tools;C:/x', LOCALAPPDATA: 'C:/Users/me/AppData/Local' } }
  expect(thisComputer(around(['C:/Users/me/AppData/Local/Programs/Ollama/ollama.exe'], windows)).installed).toEqual(['ollama'])
  expect(thisComputer(around(['C:/x/lms.exe'], windows)).installed).toEqual(['lm-studio'])
})
