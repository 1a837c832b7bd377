import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './tracked-files.ts'

/** Writes THIRD_PARTY_NOTICES.md: `node scripts/notices.ts`. A test fails while the file is not what this would write. */

export const NOTICES = join(ROOT, 'THIRD_PARTY_NOTICES.md')

/** Development dependencies whose code is bundled into the window. */
const WINDOW = [
  'react',
  'react-dom',
  '@mantine/',
  '@tabler/icons-react',
  '@tanstack/react-virtual',
  'zustand',
  '@lingui/core',
  '@lingui/react',
]

interface Entry {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly dependencies?: Record<string, string>
}
type Packages = Readonly<Record<string, Entry>>

const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '')

/** Where the package at `from` finds `name`: beside itself, then outwards. */
function resolvePackage(packages: Packages, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (path in packages) return path
    if (at === '') return undefined
  }
}

/** Every package reached from `roots` through `dependencies`. */
function closure(packages: Packages, roots: readonly string[]): string[] {
  const seen = new Set<string>()
  const queue = [...roots]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
      const target = resolvePackage(packages, path, name)
      if (target !== undefined) queue.push(target)
    }
  }
  return [...seen]
}

/** The text of THIRD_PARTY_NOTICES.md as package.json and package-lock.json have it now. */
export function notices(): string {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
  const { packages } = read('package-lock.json') as { packages: Packages }
  const manifest = read('package.json') as { dependencies: Record<string, string>; devDependencies: Record<string, string> }
  const windowRoots = Object.keys(manifest.devDependencies).filter((name) =>
    WINDOW.some((one) => name === one || (one.endsWith('/') && name.startsWith(one))),
  )
  const roots = [...Object.keys(manifest.dependencies), ...windowRoots].map((name) => `node_modules/${name}`)
  const rows = closure(packages, roots)
    .map((path) => ({ name: nameOf(path), version: packages[path]?.version ?? '', license: packages[path]?.license ?? 'see the package' }))
    .map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
  return `${HEAD}\n${[...new Set(rows)].sort().join('\n')}\n${TAIL}`
}

const HEAD = `# Third-party notices

GenGlossary is under the MIT licence (LICENSE). What it ships besides its own code, with its licence; the full texts are in the packages
themselves. This file is written by \`node scripts/notices.ts\`.

## Packages in the app and in the window

| package | version | licence |
|---|---|---|`

const TAIL = `
## Data inside packages

- **@sglkc/kuromoji** contains the mecab-ipadic-2.7.0-20070801 dictionary, © 2000–2007 Nara Institute of Science and Technology, under the
  IPADIC licence (a permissive licence that asks for its notice to be kept: see NOTICE.md of the package).
- **wink-eng-lite-web-model** contains an English part-of-speech model, © Graype Systems Private Limited, under the MIT licence.

## Only for development and tests

Everything else in package-lock.json, among it Electron (MIT), Chromium (through the distribution), Node (MIT) and the fonts Noto Sans and
Noto Sans JP (SIL Open Font License 1.1), is not part of this repository.

## Word frequencies

\`src-worker/language/reference/en.txt\` and \`ja.txt\` say how common a word is in general language. They are counts that
\`scripts/reference/build.ts\` made over texts of Debian 12 packages; each file names in its head every package, version and licence it
was counted over, and none of their text is in it. English words that those texts lack take a frequency from the size bands of SCOWL, copyright
2000–2018 Kevin Atkinson, whose terms allow use, copying, modification and sale with this notice.

No text or code of other projects is contained in this repository; the documents below \`samples/handbook\` were written for it.
`

if (import.meta.main) writeFileSync(NOTICES, notices())
