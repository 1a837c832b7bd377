import { type ChildProcess, fork } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { ConceptItem, ResultItem } from '../../src-main/contract/results.ts'
import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import { ENGINE_VERSION } from '../../src-main/contract/version.ts'
import type { LibraryStore } from '../../src-main/store/api.ts'
import { concept, parsed } from '../../src-main/store/testing.ts'

/** A library of the size years of work make: hundreds of megabytes of parsed text, tens of thousands of terms. */

const WORDS =
  'batch scheduler worker node queue lease spool render farm token ledger shard replica quorum commit index branch remote'.split(' ')
const BLOCK_WORDS = 60

/** `characters` of text in paragraphs, each of its own words, so that the full-text index is as large as a real one. */
function textOf(seed: number, characters: number): string[] {
  const lines: string[] = []
  let state = seed * 2_654_435_761
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
  for (let length = 0; length < characters; ) {
    const line = Array.from({ length: BLOCK_WORDS }, () => `${WORDS[random(WORDS.length)]}${random(40) === 0 ? random(9_999) : ''}`).join(
      ' ',
    )
    lines.push(line)
    length += line.length + 1
  }
  return lines
}

const contentOf = (n: number, characters: number): ResultItem => ({
  type: 'content',
  document: parsed(n.toString(16).padStart(64, '0'), textOf(n + 1, characters)),
})

const conceptOf = (n: number): ConceptItem =>
  concept(`${WORDS[n % WORDS.length]} ${WORDS[(n * 7) % WORDS.length]} ${n}`, n + 1, [], { accepted: n < 1_000 })

/**
 * Fills an open library until its file and log have `megabytes`, and gives it `terms` terms, as one completed run.
 *
 * @returns the size reached, megabytes
 */
export async function fillLibrary(store: LibraryStore, megabytes: number, terms: number): Promise<number> {
  const inserted = await store.runs.insertRun({ scope: 'full', settings: '{}', retryOf: null })
  if (!inserted.ok) throw new Error('a run is active')
  const { id } = inserted.run
  await store.runs.transition({ runId: id, from: ['pending'], to: 'running' })
  const size = (): number =>
    ['', '-wal'].reduce((sum, end) => sum + (statSync(store.file + end, { throwIfNoEntry: false })?.size ?? 0), 0) / 1e6
  for (let n = 0; n < terms; n += 500) {
    await store.runs.stage(
      id,
      'extract',
      Array.from({ length: Math.min(500, terms - n) }, (_, i) => conceptOf(n + i)),
    )
  }
  for (let n = 0; size() < megabytes; n += 1) await store.runs.stage(id, 'extract', [contentOf(n, 1_000_000)])
  const stage: StageResult = { stage: 'extract', result: 'staged', inputDigest: `bench ${ENGINE_VERSION}`, items: terms }
  const result = await store.runs.complete({ runId: id, lastSeq: 0, durationMs: 1, stages: [stage], counts: '{}' })
  if (result !== 'updated') throw new Error(result)
  return size()
}

/** Another process that holds the library's write lock for 300 of every 500 ms, until it is stopped. */
export async function holdLock(file: string): Promise<{ stop(): void }> {
  const holder: ChildProcess = fork(join(import.meta.dirname, 'lock-holder.ts'), [file], { execArgv: ['--no-warnings'] })
  await new Promise((resolve) => holder.once('message', resolve))
  return { stop: () => void holder.kill('SIGKILL') }
}
