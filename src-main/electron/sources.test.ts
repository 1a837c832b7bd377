import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What the shell's sources must and must not say; the running windows are checked where an Electron is found (e2e). */

const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
const text = Object.fromEntries(sources.map((name) => [name, readFileSync(join(import.meta.dirname, name), 'utf8')]))
const all = Object.values(text).join('\n')

it('opens links to the outside in one place, behind the list of allowed addresses', () => {
  expect(all.match(/shell\.openExternal\(/g)).toHaveLength(1)
  expect(text['shell.ts']).toMatch(/const url = externalUrl\(text\)\s+if \(url !== null\) await shell\.openExternal\(url\)/)
})

it('answers the page in one place, after looking at the sender', () => {
  expect(all.match(/ipcMain\.(handle|on)\(/g)).toEqual(['ipcMain.handle('])
  expect(text['ipc.ts']).toContain('isTrustedSender(event)')
})

it.each([
  ['sandbox', 'true'],
  ['contextIsolation', 'true'],
  ['nodeIntegration', 'false'],
  ['webSecurity', 'true'],
  ['allowRunningInsecureContent', 'false'],
  ['experimentalFeatures', 'false'],
  ['webviewTag', 'false'],
  ['navigateOnDragDrop', 'false'],
])('windows have %s: %s', (name, value) => {
  expect(text['window.ts']).toMatch(new RegExp(`\\b${name}: ${value},`))
  expect(all.match(new RegExp(`\\b${name}:`, 'g'))).toHaveLength(1)
})

it('weakens nothing', () => {
  for (const word of ['enableBlinkFeatures', 'allowpopups', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'remote', 'file://'])
    expect(all.includes(word), word).toBe(false)
  expect(text['preload.ts']).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/)
  expect(text['utility-host.ts']).toContain('env: workerEnv(process.env)')
})

it('stays thin', () => {
  const lines = Object.values(text).reduce((sum, source) => sum + source.split('\n').length - 1, 0)
  expect(lines).toBeLessThanOrEqual(600)
})
