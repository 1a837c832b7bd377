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

it('shows files in one place, which only the host calls, with what it wrote itself', () => {
  expect(all.match(/shell\.(showItemInFolder|openPath|trashItem|writeShortcutLink)\(/g)).toEqual(['shell.showItemInFolder('])
  const host = readFileSync(join(import.meta.dirname, '..', 'host', 'calls-export.ts'), 'utf8')
  expect(host).toMatch(/written\.has\(file\) && shell\.showItem\(file\)/)
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

it('gives no permission and no device, and lets no request out', () => {
  expect(text['window.ts']).toContain('session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))')
  expect(text['window.ts']).toContain('session.setPermissionCheckHandler(() => false)')
  expect(text['window.ts']).toContain('session.setDevicePermissionHandler(() => false)')
  expect(text['window.ts']).toMatch(/onBeforeRequest\([\s\S]*pageRequest\(details\.url\)[\s\S]*answer\(\{ cancel \}\)/)
  expect(text['main.ts']).toMatch(/lockSession\(session\.defaultSession, [\s\S]*windows\.open\(\)/)
})

it('denies new windows and webviews', () => {
  expect(text['window.ts']).toContain(`webContents.setWindowOpenHandler(() => ({ action: 'deny' }))`)
  expect(text['window.ts']).toContain(`webContents.on('will-attach-webview', (event) => event.preventDefault())`)
})

it('loads pages by a protocol of its own, which may not fetch', () => {
  expect(text['app-protocol.ts']).toContain(`{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false } }`)
  expect(all.match(/\.loadURL\(/g)).toHaveLength(1)
  expect(all).not.toMatch(/\.loadFile\(/)
})

it('weakens nothing', () => {
  for (const word of ['enableBlinkFeatures', 'allowpopups', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'remote', 'file://'])
    expect(all.includes(word), word).toBe(false)
  expect(text['preload.ts']).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/)
  expect(text['utility-host.ts']).toContain('const env = workerEnv(process.env)')
  expect(text['utility-host.ts']).toContain('channel: () => new MessageChannelMain()')
})

it('listens for opened files from its first line on: macOS tells of them before the app is ready', () => {
  expect(text['main.ts']).toMatch(/^app\.on\('open-file'/m)
})

it('closes no window before what is typed in it is stored', () => {
  expect(text['shown.ts']).toMatch(
    /window\.on\('close', \(event\) => \{[\s\S]*if \(saved \|\| this\.leaving\) return\s+event\.preventDefault\(\)\s+void host\.saveDrafts/,
  )
  expect(text['quit.ts']).toMatch(/host\.saveDrafts\(SAVE_MS\)\.then\(\(\) => host\.close\(\)\)/)
})

it('asks before it quits without holding up main, whose runs go on while somebody thinks', () => {
  expect(all).not.toMatch(/show(MessageBox|OpenDialog|SaveDialog|CertificateTrustDialog)Sync\(/)
  expect(text['quit.ts']).toMatch(/!sure && host\.activeRuns\(\) > 0 && \(await dialog\.showMessageBox\(options\)\)\.response !== 0/)
})

it('shows none of Electron’s own menus, which lead to a web page', () => {
  expect(text['main.ts']).toMatch(/^Menu\.setApplicationMenu\(null\)$/m)
})

it('has the name that the installer gives it on Windows, or no notification is shown', () => {
  const [, appId] = /^appId: (\S+)$/m.exec(
    readFileSync(join(import.meta.dirname, '..', '..', 'packaging', 'electron-builder.yml'), 'utf8'),
  )!
  expect(text['main.ts']).toContain(`if (process.platform === 'win32') app.setAppUserModelId('${appId}')`)
})

it('loads a page again whose process died', () => {
  expect(text['trouble.ts']).toMatch(/'render-process-gone'[\s\S]*mayReload\(deaths\)\) webContents\.reload\(\)/)
})

it('holds on to a notification until it is clicked or closed: Electron does not, and its listeners would go with it', () => {
  expect(text['shell.ts']).toMatch(/const told = new Set<Notification>\(\)[\s\S]*told\.add\(notification\)[\s\S]*notification\.show\(\)/)
})

it('stays thin', () => {
  const lines = Object.values(text).reduce((sum, source) => sum + source.split('\n').length - 1, 0)
  expect(lines).toBeLessThanOrEqual(600)
})
