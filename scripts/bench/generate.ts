import { spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from '../tracked-files.ts'
import { watchPeakRss } from './process-tree.ts'

/** `genglossary generate` as a person runs it: a process of its own, a data folder of its own. */

export interface GenerateFigures {
  /** From starting the process to its end. */
  readonly wallMs: number
  /** From the worker being ready to the outcome. */
  readonly runMs: number
  readonly parsed: number
  readonly cached: number
  readonly concepts: number
  readonly peakRssBytes: number | null
}

const endLine = z.object({
  type: z.literal('end'),
  status: z.string(),
  durationMs: z.number(),
  counts: z.record(z.string(), z.number()),
})

/** @throws when the tool ends with another exit code than 0, or says nothing about the end of its run */
export async function runGenerate(folder: string, home: string): Promise<GenerateFigures> {
  const begun = performance.now()
  const args = [join(ROOT, 'src-main', 'cli', 'main.ts'), 'generate', folder, '--out', join(home, 'glossary.md'), '--json-logs']
  const child = spawn(process.execPath, args, { env: { ...process.env, GENGLOSSARY_HOME: home }, stdio: ['ignore', 'ignore', 'pipe'] })
  const peak = watchPeakRss(child.pid ?? 0)
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const peakRssBytes = peak()
  const wallMs = performance.now() - begun
  if (code !== 0) throw new Error(`generate ${folder} ended with ${code}:\n${log.slice(-2000)}`)
  const ends = log.split('\n').filter((line) => line.startsWith('{"type":"end"'))
  const { durationMs, counts } = endLine.parse(JSON.parse(ends.at(-1) ?? 'null'))
  return {
    wallMs,
    runMs: durationMs,
    parsed: counts['documents.parsed'] ?? 0,
    cached: counts['documents.cached'] ?? 0,
    concepts: counts['concepts.found'] ?? 0,
    peakRssBytes,
  }
}

export interface Sequence {
  readonly first: GenerateFigures
  readonly unchanged: GenerateFigures
  readonly oneChanged: GenerateFigures
}

/** First call, second call with nothing changed, third call with one sentence added to one document; on a copy of the folder. */
export async function generateSequence(folder: string): Promise<Sequence> {
  const work = mkdtempSync(join(tmpdir(), 'genglossary-bench-'))
  try {
    const copy = join(work, 'documents')
    const home = join(work, 'home')
    mkdirSync(home)
    cpSync(folder, copy, { recursive: true })
    const first = await runGenerate(copy, home)
    const unchanged = await runGenerate(copy, home)
    const files = readdirSync(copy, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && /\.(md|adoc|rst|txt)$/.test(entry.name),
    )
    const victim = files.map((entry) => join(entry.parentPath, entry.name)).sort()[Math.floor(files.length / 2)]
    if (victim === undefined) throw new Error(`${folder} holds no document to change`)
    appendFileSync(victim, '\nA bench sentence is a sentence that is added to see what is read again.\n')
    return { first, unchanged, oneChanged: await runGenerate(copy, home) }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
