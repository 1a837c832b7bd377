import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { containerOfPath } from '../../../src-main/contract/formats.ts'
import { parseContainer } from '../../../src-worker/documents/containers/index.ts'
import { parseBytes } from '../../../src-worker/documents/index.ts'

/**
 * Reads one document several times with one library, in a process of its own: `node reader.ts LIBRARY FILE REPEAT`. The first time warms up and does
 * not count. Prints `{ ms, characters }`, the median.
 */

/** Text of a document, by each library as its manual says. */
type Read = (file: string) => Promise<string>

const rivals = createRequire(join(import.meta.dirname, '..', 'rivals', 'package.json'))

async function ours(file: string): Promise<string> {
  const bytes = readFileSync(file)
  const container = containerOfPath(file)
  const output = container ? await parseContainer(container, bytes, file) : parseBytes(bytes, file, () => ({ language: 'en', tag: 'en' }))
  if ('skipped' in output) throw new Error(output.reason)
  return output.decoded
}

const LIBRARIES: Readonly<Record<string, () => Promise<Read>>> = {
  GenGlossary: async () => ours,
  mammoth: async () => {
    const mammoth = rivals('mammoth') as { extractRawText(input: { path: string }): Promise<{ value: string }> }
    return async (file) => (await mammoth.extractRawText({ path: file })).value
  },
  officeparser: async () => {
    interface Tree {
      to(format: 'text'): Promise<{ value: string }>
    }
    const { OfficeParser } = rivals('officeparser') as { OfficeParser: { parseOffice(file: string): Promise<Tree> } }
    return async (file) => (await (await OfficeParser.parseOffice(file)).to('text')).value
  },
  unpdf: async () => {
    const { extractText, getDocumentProxy } = (await import(rivals.resolve('unpdf').replace(/\.cjs$/u, '.mjs'))) as {
      getDocumentProxy(bytes: Uint8Array): Promise<object>
      extractText(document: object, options: { mergePages: true }): Promise<{ text: string }>
    }
    return async (file) => (await extractText(await getDocumentProxy(new Uint8Array(readFileSync(file))), { mergePages: true })).text
  },
}

const [library, file, repeat] = process.argv.slice(2)
const load = LIBRARIES[library ?? '']
if (!load || file === undefined) throw new Error(`Usage: node reader.ts ${Object.keys(LIBRARIES).join('|')} FILE REPEAT`)
const read = await load()
let characters = 0
const times: number[] = []
for (let i = 0; i <= Number(repeat ?? 3); i++) {
  const began = performance.now()
  characters = (await read(file)).length
  if (i > 0) times.push(performance.now() - began)
}
times.sort((a, b) => a - b)
process.stdout.write(`${JSON.stringify({ ms: times[Math.floor(times.length / 2)], characters })}\n`)
process.exit(0)
