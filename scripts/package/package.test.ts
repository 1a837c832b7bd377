import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { extractAll, listPackage, statFile } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setFuses, wrongFuses } from '../../packaging/fuses.mjs'
import { createApp } from '../../src-main/app.ts'
import type { RunRow } from '../../src-main/contract/run.ts'
import { ask, launch, until } from '../../src-main/electron/testing/launch.ts'
import { createForkHost } from '../../src-main/hosts/fork-host.ts'
import { AnalysisPool } from '../../src-worker/pipeline/pool.ts'
import { distributionOf } from '../package.ts'
import { ROOT } from '../tracked-files.ts'
import { configuration, packageApp, unpackedFolder } from './build.ts'
import { fakeBinary, fakeElectron } from './fake-electron.ts'
import { icns, ico } from './icon-files.ts'

/**
 * The package, made by electron-builder around an Electron in which nothing runs, then taken apart: what it holds works outside the
 * repository under plain Node. What only a real Electron can show is in docs/testing.md.
 */

let place: string
let app: string
let inside: string

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'genglossary-package-'))
  const out = join(place, 'out')
  const cli = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const env = { ...process.env, GENGLOSSARY_BUILD: out }
  const built = spawnSync(process.execPath, [cli, 'build', '--outDir', out], { cwd: ROOT, encoding: 'utf8', env })
  expect(built.status, built.stderr).toBe(0)
  const electron = join(place, 'electron')
  mkdirSync(electron)
  await fakeElectron(electron)
  const made = await packageApp({ electronDist: electron, bundles: out, output: join(place, 'dist'), platform: 'linux' })
  app = made.folder
  inside = join(place, 'inside')
  extractAll(join(app, 'resources', 'app.asar'), inside)
}, 240_000)
afterAll(() => rmSync(place, { recursive: true, force: true }))

const chunk = (pattern: RegExp): string => {
  const folder = join(inside, 'out', 'main', 'chunks')
  return join(folder, readdirSync(folder).find((name) => pattern.test(name))!)
}

describe('the package', () => {
  it('has every fuse as it should be, and not the app that Electron brings along', async () => {
    expect(await wrongFuses(join(app, 'genglossary'))).toEqual([])
    expect(readdirSync(join(app, 'resources')).sort()).toEqual(['app.asar', 'app.asar.unpacked', 'samples'])
  })

  it('keeps native code out of the archive, for this system alone, and the documents to try as files', () => {
    const asar = join(app, 'resources', 'app.asar')
    const native = listPackage(asar, { isPack: true }).filter((line) => line.endsWith('.node'))
    expect(native.filter((line) => line.startsWith('pack '))).toEqual([])
    expect(native.filter((line) => line.includes('better-sqlite3'))).toHaveLength(1)
    // Copies: a document with a second name is left out, here and in the package.
    for (const root of [join(app, 'resources'), ROOT]) expect(statSync(join(root, 'samples', 'handbook', 'en', 'welcome.md')).nlink).toBe(1)
  })

  it('holds little that nothing loads, and stays below 60 MB', () => {
    const asar = join(app, 'resources', 'app.asar')
    const names = listPackage(asar, { isPack: false }).map((name) => name.replaceAll('\\', '/'))
    const idle =
      /\.map$|\.d\.[mc]?ts$|\/@napi-rs\/|\/node-addon-api\/|\/zod\/src\/|\/ngrams\/(?!extrasmall)\w|\/legacy\/build\/(?!pdf(\.worker)?\.min\.mjs$)\w/
    expect(names.filter((name) => idle.test(name))).toEqual([])
    const bytes = names
      .map((name) => statFile(asar, name.slice(1).replaceAll('/', sep)))
      .reduce((sum, entry) => sum + ('size' in entry ? entry.size : 0), 0)
    expect(bytes).toBeLessThan(60_000_000)
  })

  it('holds licences and notices, and neither sources nor tests of ours', () => {
    const names = listPackage(join(app, 'resources', 'app.asar'), { isPack: false }).map((name) => name.replaceAll('\\', '/'))
    for (const name of ['/LICENSE', '/THIRD_PARTY_NOTICES.md', '/node_modules/@sglkc/kuromoji/NOTICE.md']) expect(names).toContain(name)
    expect(existsSync(join(app, 'LICENSE.electron.txt'))).toBe(true)
    const own = names.filter((name) => !name.startsWith('/node_modules'))
    expect([...new Set(own.map((name) => name.split('/')[1]))].sort()).toEqual(['LICENSE', 'THIRD_PARTY_NOTICES.md', 'out', 'package.json'])
    expect(own.filter((name) => /\.tsx?$|\.test\./.test(name))).toEqual([])
  })

  it('holds every neighbour and every package that its code names', () => {
    const files = readdirSync(join(inside, 'out', 'main'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
    const packages = new Set<string>()
    const missing: string[] = []
    for (const file of files) {
      const text = readFileSync(join(inside, 'out', 'main', file), 'utf8')
      for (const [, name] of text.matchAll(/\b(?:from ?|import\()"([^"./$\s][^"$\s]*)"/g)) packages.add(name!)
      for (const [, name] of text.matchAll(/new URL\("(chunks\/[^"]+)"/g))
        if (!existsSync(join(inside, 'out', 'main', name!))) missing.push(name!)
      for (const [, name] of text.matchAll(/import\.meta\.dirname, "\.\/(chunks\/[^"]+)"/g))
        if (!existsSync(join(inside, 'out', 'main', name!))) missing.push(name!)
      // A thread's entry that is looked for by both endings.
      for (const [, name] of text.matchAll(/"\.\/[\w-]+\.ts", "\.\/([\w-]+\.js)"/g))
        if (!existsSync(join(inside, 'out', 'main', 'chunks', name!))) missing.push(name!)
    }
    expect(missing).toEqual([])
    packages.delete('electron')
    expect(packages.size).toBeGreaterThan(10)
    const check = join(inside, 'check.mjs')
    // As the worker does before it loads pdf.js: what that draws with is not there.
    const drawing = `for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) globalThis[name] = class {}`
    writeFileSync(check, [drawing, ...[...packages].map((name) => `await import(${JSON.stringify(name)})`)].join('\n'))
    const ran = spawnSync(process.execPath, [check], { cwd: inside, encoding: 'utf8' })
    rmSync(check)
    expect(ran.status, ran.stderr).toBe(0)
  })

  it('reads PDF, Word and Japanese in its analysis thread', async () => {
    const names = ['pages-ja.pdf', 'vertical-ja.docx', 'writer-ja.doc', 'pages-en.pdf', 'writer-en.epub', 'terms.xlsx']
    // The pool is of the sources; its threads, and those that lend the dictionary and guess languages, are the package's.
    const pool = new AnalysisPool(pathToFileURL(chunk(/^analysis-thread\.js$/)), 1)
    try {
      const results = names.map(async (path) => {
        const file = join(ROOT, 'samples', 'formats', path)
        const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
        const { result } = await pool.analyse({
          file,
          path,
          hash,
          size: statSync(file).size,
          maxFileBytes: 1e8,
          language: 'auto',
          known: null,
          engineVersion: '',
        })
        return result.status === 'ok' && result.items.some((item) => item.type === 'packed' && item.json.includes('"positions":['))
          ? `${path}: read`
          : `${path}: ${JSON.stringify(result).slice(0, 200)}`
      })
      expect(await Promise.all(results)).toEqual(names.map((name) => `${name}: read`))
    } finally {
      pool.close()
    }
  }, 60_000)

  it('starts as main would start it, and does a run in a process of its own, under the double of Electron', async () => {
    const folder = join(app, 'resources', 'samples', 'handbook', 'en')
    const started = await launch(inside)
    const page = await started.page()
    const { id: library } = await ask(page, 'libraries.create', { folders: [folder] })
    const { id: run } = await ask(page, 'runs.start', { library, scope: 'full' })
    const over = () => page.heard.some(([name, told]) => name === 'run.changed' && (told as { run: RunRow }).run.finishedAt !== null)
    await until(over, 'the end of the run')
    expect((await ask(page, 'runs.get', { library, run }))?.status).toBe('completed')
    await started.quit()
  }, 120_000)

  it('does a whole run, and an export', async () => {
    const folder = join(place, 'documents')
    cpSync(join(app, 'resources', 'samples', 'handbook'), folder, { recursive: true })
    const core = createApp({
      home: join(place, 'home'),
      workerHost: createForkHost({ entry: chunk(/^main-.*\.js$/) }),
      storeThread: pathToFileURL(chunk(/^thread-entry\.js$/)),
    })
    const library = await core.open(join(place, 'a.glossary'), { create: true })
    await library.addFolder(folder)
    const run = await library.runs.start('full')
    expect((await library.runs.ended(run.id)).status).toBe('completed')
    expect((await library.info()).terms.total).toBeGreaterThan(300)
    const to = { kind: 'file', file: join(place, 'glossary.docx') }
    const job = { library: library.file, format: 'docx', scope: { kind: 'all' }, to }
    const thread = new Worker(chunk(/^export-thread\.js$/), { workerData: { job, cancelled: new SharedArrayBuffer(4) } })
    const done = await new Promise((resolve, reject) => {
      thread.on('message', (message: { type: string }) => message.type !== 'progress' && resolve(message))
      thread.on('error', reject)
    })
    expect(done).toMatchObject({ type: 'done' })
    expect(statSync(to.file).size).toBeGreaterThan(10_000)
    await core.close()
  }, 120_000)
})

describe('fuses', () => {
  const binary = (wire?: string): string => {
    const file = join(place, 'binary')
    fakeBinary(file, wire)
    return file
  }

  it('are flipped from what Electron is delivered with', async () => {
    const file = binary()
    expect(await wrongFuses(file)).toEqual([
      'RunAsNode',
      'EnableCookieEncryption',
      'EnableNodeOptionsEnvironmentVariable',
      'EnableNodeCliInspectArguments',
      'EnableEmbeddedAsarIntegrityValidation',
      'OnlyLoadAppFromAsar',
      'GrantFileProtocolExtraPrivileges',
    ])
    await setFuses(file, false)
    expect(await wrongFuses(file)).toEqual([])
    expect(readFileSync(file, 'latin1')).toContain('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09010011001')
  })

  it.each(Array.from({ length: 9 }, (_, index) => index))('are seen when number %i is flipped back', async (index) => {
    const right = '010011001'
    const flipped = `${right.slice(0, index)}${right[index] === '1' ? '0' : '1'}${right.slice(index + 1)}`
    expect(await wrongFuses(binary(right))).toEqual([])
    expect(await wrongFuses(binary(flipped))).toHaveLength(1)
  })

  it('stop the packaging when Electron knows one that nobody decided about, or has dropped one', async () => {
    await expect(setFuses(binary('1011000111'), false)).rejects.toThrow()
    await expect(setFuses(binary('10110001r'), false)).rejects.toThrow(/WasmTrapHandlers/)
  })
})

describe('the configuration', () => {
  const read = configuration({ electronDist: '/electron' })
  it('never rebuilds, never publishes, flips the fuses in its hook', () => {
    expect(read).toMatchObject({
      npmRebuild: false,
      publish: null,
      asar: true,
      afterPack: 'packaging/after-pack.mjs',
      electronDist: '/electron',
    })
    expect(read.nsis).toMatchObject({ perMachine: true })
  })

  it('registers .glossary', () => {
    expect(read.fileAssociations).toMatchObject([{ ext: 'glossary', role: 'Editor', mimeType: 'application/x-genglossary' }])
  })

  it('names icons that are there and are what they say', () => {
    const icon = (name: string) => readFileSync(join(ROOT, 'packaging', name))
    expect(icon(read.win!.icon as string).readUInt16LE(4)).toBe(6)
    expect(icon(read.mac!.icon as string).toString('latin1', 0, 4)).toBe('icns')
    expect(readdirSync(join(ROOT, 'packaging', read.linux!.icon as string))).toContain('512x512.png')
  })

  it('names the folders as electron-builder does', () => {
    expect(unpackedFolder('linux', 'x64')).toBe('linux-unpacked')
    expect(unpackedFolder('linux', 'arm64')).toBe('linux-arm64-unpacked')
    expect(unpackedFolder('win32', 'x64')).toBe('win-unpacked')
    expect(unpackedFolder('darwin', 'arm64')).toBe('mac-arm64')
    expect(distributionOf('/e/dist/Electron.app/Contents/MacOS/Electron', 'darwin')).toBe('/e/dist')
    expect(distributionOf('/e/dist/electron', 'linux')).toBe('/e/dist')
  })
})

describe('icons', () => {
  const pictures = [16, 256, 1024].map((size) => ({ size, png: new Uint8Array([size % 256, 1, 2]) }))
  it('hold their pictures', () => {
    const windows = ico(pictures.slice(0, 2))
    expect([windows.readUInt16LE(2), windows.readUInt16LE(4), windows[6], windows[22]]).toEqual([1, 2, 16, 0])
    expect([...windows.subarray(windows.readUInt32LE(18), windows.readUInt32LE(18) + 3)]).toEqual([16, 1, 2])
    const mac = icns(pictures)
    expect(mac.readUInt32BE(4)).toBe(mac.length)
    expect(mac.toString('latin1', 8, 12)).toBe('icp4')
    expect(mac.length).toBe(8 + 2 * (8 + 3))
  })
})
