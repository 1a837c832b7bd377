import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, repositoryFiles } from './tracked-files.ts'

// What holds for the repository as a whole: nothing of one machine in it, everything pinned, documents that name what exists.

const files = repositoryFiles()
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const isText = (file: string): boolean =>
  !file.startsWith('samples/handbook/') && !/\.(png|jpg|ico|icns|woff2?|ttf|gz|br|bin|dat|node|glossary)$/.test(file)

interface Package {
  readonly dependencies: Record<string, string>
  readonly devDependencies: Record<string, string>
  readonly scripts: Record<string, string>
  readonly allowScripts: Record<string, boolean>
}
const manifest = JSON.parse(read('package.json')) as Package

test('no path of a machine, no registry host in any text file', () => {
  const machine = [/\/work\/(main|shared)\b/, /\bregistry\.[a-z-]+\.[a-z]{2,}/]
  // Tests may make people up.
  const home = [/\/root\//, /\/home\/\w+\//, /\/Users\/[a-z]\w*\//]
  const self = 'scripts/repository.test.ts'
  const found = files
    .filter((file) => isText(file) && file !== self && statSync(join(ROOT, file)).size < 4e6)
    .flatMap((file) => {
      const text = read(file)
      const traces = /\.(test|spec)\.|\/fixtures\//.test(file) ? machine : [...machine, ...home]
      return traces.filter((trace) => trace.test(text)).map((trace) => `${file}: ${trace.exec(text)?.[0]}`)
    })
  expect(found).toEqual([])
})

test('the lock file names no host to fetch from', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>
  }
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '')
  expect(entries.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([])
  expect(entries.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([])
})

test('the lock file holds the binaries of every platform, or npm ci would refuse it', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  /** npm looks beside the package, then outwards. */
  const found = (from: string, name: string): boolean => {
    if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in packages) return true
    return from !== '' && found(from.includes('/node_modules/') ? from.slice(0, from.lastIndexOf('/node_modules/')) : '', name)
  }
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !found(path, name)),
  )
  expect(missing).toEqual([])
})

test('versions are exact', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies }
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('every install script is reviewed: only that of the package node runs', () => {
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { hasInstallScript?: boolean }> }
  const withScripts = Object.entries(lock.packages)
    .filter(([, entry]) => entry.hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect([...new Set(withScripts)].filter((name) => !(name in manifest.allowScripts) && name !== 'fsevents')).toEqual([])
  expect(Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name])).toEqual(['node'])
})

test('every npm script starts through the bootstrap, with a target that exists', () => {
  for (const [name, command] of Object.entries(manifest.scripts)) {
    const match = /^node scripts\/bootstrap\.mjs (?:--here )?(\S+)/.exec(command)
    expect(match, name).not.toBeNull()
    expect(existsSync(join(ROOT, match![1]!)), `${name}: ${match![1]}`).toBe(true)
  }
})

/** Repository paths a Markdown text names: link targets, and code spans that begin with a top folder of the repository. */
function namedPaths(file: string): string[] {
  const text = read(file).replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!).filter((link) => !/^[a-z]+:/.test(link))
  const spans = [...text.matchAll(/`((?:src-main|src-worker|src-renderer|scripts|docs|e2e|samples|\.ci)\/[^`\s*<>{}…]*)`/g)].map(
    (match) => match[1]!,
  )
  return [...links.map((link) => join(dirname(file), decodeURI(link))), ...spans]
}

test('documents name files that exist', () => {
  const documents = files.filter((file) => /\.md$/.test(file) && !file.startsWith('samples/handbook/'))
  const missing = documents.flatMap((file) =>
    namedPaths(file)
      .filter((path) => !existsSync(join(ROOT, path)))
      .map((path) => `${file}: ${path}`),
  )
  expect(missing).toEqual([])
})

test('comments name documents that exist', () => {
  const sources = files.filter((file) => !/test|fixture/.test(file) && /^(src-|scripts|e2e).*\.(ts|tsx|mjs)$/.test(file))
  const missing = sources.flatMap((file) =>
    [...read(file).matchAll(/(?<![/\w])docs\/[\w/.-]+\.md\b(?! of )/g)]
      .filter(([path]) => !existsSync(join(ROOT, path)))
      .map(([path]) => `${file}: ${path}`),
  )
  expect(missing).toEqual([])
})
