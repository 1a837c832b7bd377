import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
