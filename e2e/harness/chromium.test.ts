import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/tracked-files.ts'
import { type BrowserSystem, findChromium } from './chromium.ts'
import { woffToSfnt } from './fonts.ts'

interface Options {
  readonly files?: string[]
  readonly env?: NodeJS.ProcessEnv
  readonly root?: boolean
  readonly debian?: boolean
  /** What a command does; true = ended with 0. */
  readonly run?: (line: string, files: Set<string>) => boolean
}

function fake(options: Options): { system: BrowserSystem; commands: string[] } {
  const files = new Set(options.files ?? [])
  const commands: string[] = []
  const system: BrowserSystem = {
    platform: 'linux',
    env: { PATH: '/bin:/opt', ...options.env },
    exists: (file) => files.has(file),
    playwrightPath: () => '/pw/chrome',
    isRoot: () => options.root ?? false,
    isDebian: () => options.debian ?? true,
    run: (command, args) => {
      const line = [command, ...args].join(' ')
      commands.push(line)
      return options.run?.(line, files) ?? false
    },
    say: () => undefined,
  }
  return { system, commands }
}

test('PATH comes first, then what Playwright has', () => {
  expect(findChromium(fake({ files: ['/opt/google-chrome', '/pw/chrome'] }).system)).toEqual({ executable: '/opt/google-chrome' })
  expect(findChromium(fake({ files: ['/opt/google-chrome', '/bin/chromium'] }).system)).toEqual({ executable: '/bin/chromium' })
  expect(findChromium(fake({ files: ['/pw/chrome'] }).system)).toEqual({ executable: '/pw/chrome' })
})

test('a browser named in the environment is the only one tried', () => {
  const env = { GENGLOSSARY_CHROMIUM: '/my/chrome' }
  expect(findChromium(fake({ env, files: ['/my/chrome', '/bin/chromium'] }).system)).toEqual({ executable: '/my/chrome' })
  expect(findChromium(fake({ env, files: ['/bin/chromium'], root: true }).system)).toMatchObject({
    problem: expect.stringContaining('/my/chrome'),
  })
})

test('nothing is installed unless root on Debian: one sentence instead', () => {
  for (const options of [
    { root: false, debian: true },
    { root: true, debian: false },
  ]) {
    const { system, commands } = fake(options)
    expect(findChromium(system)).toMatchObject({ problem: expect.stringMatching(/install it \(Debian: apt-get install chromium/) })
    expect(commands).toEqual([])
  }
})

test('root on a fresh Debian: package lists are fetched when the first try fails', () => {
  let updated = false
  const { system, commands } = fake({
    root: true,
    run: (line, files) => {
      if (line === 'apt-get update') updated = true
      else if (updated) files.add('/bin/chromium')
      return updated
    },
  })
  expect(findChromium(system)).toEqual({ executable: '/bin/chromium' })
  expect(commands.map((line) => line.split(' ')[1])).toEqual(['install', 'update', 'install'])
  expect(findChromium(fake({ root: true }).system)).toMatchObject({
    problem: expect.stringContaining('apt-get could not install chromium'),
  })
})

test('a WOFF font unpacks to a font whose tables have the checksums they claim', () => {
  const font = woffToSfnt(readFileSync(join(ROOT, 'node_modules', '@fontsource', 'noto-sans', 'files', 'noto-sans-latin-400-normal.woff')))
  const count = font.readUInt16BE(4)
  expect(count).toBeGreaterThan(5)
  for (let index = 0; index < count; index++) {
    const at = 12 + index * 16
    const offset = font.readUInt32BE(at + 8)
    const padded = font.subarray(offset, offset + ((font.readUInt32BE(at + 12) + 3) & ~3))
    let sum = 0
    for (let i = 0; i < padded.length; i += 4) sum = (sum + padded.readUInt32BE(i)) >>> 0
    const tag = font.toString('latin1', at, at + 4)
    // The checksum of `head` leaves out the field that balances the whole file (OpenType spec, "head").
    if (tag === 'head') sum = (sum - font.readUInt32BE(offset + 8)) >>> 0
    expect(sum, tag).toBe(font.readUInt32BE(at + 4))
  }
  expect(() => woffToSfnt(Buffer.from('wOF2'))).toThrow('not a WOFF 1.0 font')
})
