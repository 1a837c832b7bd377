import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './tracked-files.ts'

// What the README promises on its first screen is what comes out.

test('the first command of the README makes the entries the README shows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-readme-'))
  try {
    const out = join(folder, 'glossary.md')
    const args = ['scripts/bootstrap.mjs', '--here', 'src-main/cli/main.ts', 'generate', 'samples/handbook', '--out', out]
    execFileSync(process.execPath, args, { cwd: ROOT, env: { ...process.env, GENGLOSSARY_HOME: join(folder, 'home') }, stdio: 'pipe' })
    const glossary = readFileSync(out, 'utf8').split('\n')
    for (const readme of ['README.md', 'README.ja.md']) {
      const text = readFileSync(join(ROOT, readme), 'utf8')
      expect(text.match(/```sh\n([\s\S]*?)```/)?.[1]).toBe('npm run genglossary -- generate samples/handbook --out glossary.md\nnpm test\n')
      // Links lead from the glossary's own folder, so sources are compared by what they show.
      const label = (line: string): string => line.replace(/\]\(.*\)$/, ']')
      const shown = text.split('\n').filter((line) => /^> \S/.test(line))
      expect(shown.length).toBeGreaterThan(5)
      const known = new Set(glossary.map(label))
      expect(shown.map((line) => label(line.slice(2))).filter((line) => !known.has(line))).toEqual([])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)

test('the pictures that are taken are those there are, and both READMEs show each of them', () => {
  const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')
  const names = (text: string, of: RegExp) => [...text.matchAll(of)].map(([, name]) => name!).sort()
  const taken = names(read(join('scripts', 'screenshots.ts')), /shoot\(page, '([\w-]+)'\)/g)
  expect(taken.length).toBeGreaterThan(3)
  expect(readdirSync(join(ROOT, 'docs', 'images')).sort()).toEqual(taken.map((name) => `${name}.png`).sort())
  for (const readme of ['README.md', 'README.ja.md']) expect(names(read(readme), /docs\/images\/([\w-]+)\.png/g)).toEqual(taken)
})

test('npm start without an Electron binary says so in two lines, and what works without one', () => {
  const env = { ...process.env, ELECTRON_EXEC_PATH: join(ROOT, 'no-such-binary') }
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'start.ts')], { encoding: 'utf8', env })
  expect(status).toBe(1)
  const lines = stderr.trimEnd().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('npx install-electron')
  expect(lines[1]).toContain('npm run preview')
})
