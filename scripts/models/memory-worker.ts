import type { ResultItem } from '../../src-main/contract/results.ts'
import type { Stage } from '../../src-main/contract/run.ts'
import type { Pull } from '../../src-main/contract/run-protocol.ts'
import { MemorySession, plainContext } from '../../src-worker/pipeline/memory-session.ts'
import { defineWithModel } from '../../src-worker/pipeline/model/define.ts'
import { withModel } from '../../src-worker/pipeline/model/work.ts'
import { Corpus } from '../../src-worker/terms/corpus.ts'
import { bigConcepts, documentOf, HASHES } from './big-folder.ts'
import { modelSettings } from './memory-run.ts'

/**
 * A process like a run worker that defines the terms of the big folder with the model at argv[2]: documents come in when they are asked for,
 * results go out over the port and nothing of them stays here. Sends what it took.
 */

export interface MemoryReport {
  /** Bytes above what was there before the stage began, at most; and of them what is in use when it ends, garbage collected. */
  readonly peak: number
  readonly heap: number
  readonly written: number
}

class Outgoing extends MemorySession {
  override async emit(stage: Stage, items: readonly ResultItem[]): Promise<void> {
    await new Promise<void>((sent, failed) => process.send!({ stage, items }, undefined, {}, (error) => (error ? failed(error) : sent())))
  }
  override async *pull(pull: Pull): AsyncIterable<unknown> {
    if (pull.source === 'parsed') for (const hash of pull.contentHashes) yield documentOf(hash)
  }
  override progress(): void {}
}

const documents = HASHES.map((hash, id) => ({ id, file: '', path: `d${String(id).padStart(3, '0')}.md`, hash, size: 1000 }))
const plain = plainContext(documents)
const settings = { ...plain.settings, model: modelSettings(process.argv[2]!, { concurrency: 16 }) }
const concepts = bigConcepts()
globalThis.gc?.()
const [rss, heap] = [process.memoryUsage.rss(), process.memoryUsage().heapUsed]
let peak = rss
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 10)
const session = new Outgoing({ ...plain, settings })
const { counts } = await withModel(session, settings.model, (model) =>
  defineWithModel(session, model, { concepts, corpus: new Corpus(), inputDigest: 'x' }),
)
clearInterval(sampling)
globalThis.gc?.()
const report: MemoryReport = {
  peak: peak - rss,
  heap: process.memoryUsage().heapUsed - heap,
  written: counts['definitions.written'] ?? 0,
}
process.send!({ report }, undefined, {}, () => process.disconnect())
