import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { homeFolder, libraryOfFolder, libraryUsedLast } from './home.ts'

test.skipIf(process.platform === 'win32')('the data folder: GENGLOSSARY_HOME, else the system’s place', () => {
  const of = (platform: NodeJS.Platform, env: Record<string, string>) => homeFolder({ platform, homedir: '/u', env })
  expect(of('linux', { GENGLOSSARY_HOME: '/x/y' })).toBe('/x/y')
  expect(of('linux', {})).toBe('/u/.local/share/genglossary')
  expect(of('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/genglossary')
  expect(of('linux', { XDG_DATA_HOME: 'relative' })).toBe('/u/.local/share/genglossary')
  expect(of('darwin', {})).toBe('/u/Library/Application Support/GenGlossary')
})

test('each folder has a library of its own, with a name people recognise; the last written one is found', () => {
  const home = mkdtempSync(join(tmpdir(), 'gg-home-'))
  try {
    expect(libraryUsedLast(home)).toBeNull()
    const one = libraryOfFolder(home, '/docs/My Handbook!')
    const other = libraryOfFolder(home, '/other/My Handbook!')
    expect(basename(one)).toMatch(/^My-Handbook-[0-9a-f]{12}\.glossary$/)
    expect(other).not.toBe(one)
    expect(libraryOfFolder(home, '/docs/My Handbook!')).toBe(one)
    expect(Buffer.byteLength(basename(libraryOfFolder(home, `/${'用'.repeat(80)}`)))).toBeLessThan(200)
    for (const file of [one, other]) writeFileSync(file, '')
    utimesSync(one, 1000, 1000)
    utimesSync(other, 2000, 2000)
    expect(libraryUsedLast(home)).toBe(other)
    writeFileSync(`${one}-wal`, '')
    expect(libraryUsedLast(home)).toBe(one)
    mkdirSync(join(home, 'libraries', 'other'), { recursive: true })
    expect(libraryUsedLast(home)).toBe(one)
  } finally {
    rmSync(home, { recursive: true })
  }
})
