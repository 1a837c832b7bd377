import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ContextDocument, ExecutionContext, ModelSettings } from '../../src-main/contract/run-protocol.ts'
import { runPipeline } from '../../src-worker/pipeline/index.ts'
import { MemorySession, plainContext } from '../../src-worker/pipeline/memory-session.ts'
import type { PipelineResult } from '../../src-worker/session.ts'

/** Whole runs with a model, in this process: documents in a folder of their own, a server beside them. */

export interface Folder {
  readonly documents: readonly ContextDocument[]
  dispose(): void
}

export function folderOf(files: Readonly<Record<string, string>>): Folder {
  const folder = mkdtempSync(join(tmpdir(), 'gg-models-'))
  const documents = Object.entries(files).map(([path, text], index): ContextDocument => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    return {
      id: index + 1,
      file: join(folder, path),
      path,
      hash: createHash('sha256').update(text).digest('hex'),
      size: Buffer.byteLength(text),
    }
  })
  return { documents, dispose: () => rmSync(folder, { recursive: true }) }
}

export const modelSettings = (url: string, over: Partial<ModelSettings> = {}): ModelSettings => ({
  engine: 'openai',
  model: 'fake',
  endpoints: [{ url, weight: 1 }],
  concurrency: 4,
  consent: [],
  thinking: 'off',
  contextTokens: 8192,
  log: false,
  ...over,
})

export interface RunOptions {
  readonly changes?: Partial<ExecutionContext>
  readonly session?: ConstructorParameters<typeof MemorySession>[1]
}

export async function runWithModel(
  documents: readonly ContextDocument[],
  model: ModelSettings,
  { changes = {}, session: options = {} }: RunOptions = {},
): Promise<{ session: MemorySession; result: PipelineResult }> {
  const plain = plainContext(documents)
  const session = new MemorySession({ ...plain, ...changes, settings: { ...plain.settings, ...changes.settings, model } }, options)
  return { session, result: await runPipeline(session) }
}
