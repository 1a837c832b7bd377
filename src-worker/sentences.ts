import { createInterface } from 'node:readline'
import type { Language } from '../src-main/contract/blocks.ts'
import { hasKana } from '../src-main/contract/text/fold.ts'
import { isDefinitionSentence } from './definitions/sentence.ts'

/**
 * The program behind the terminal's `sentences`: one sentence a line in on standard input, `1` or `0` a line out. First argument: `auto`
 * (kana = Japanese, else English), `en` or `ja`. Streams; ends with its input, or when its reader goes away.
 */
const wanted = process.argv[2] ?? 'auto'
const languageOf = (line: string): Language => (wanted === 'en' || wanted === 'ja' ? wanted : hasKana(line) ? 'ja' : 'en')

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exitCode = error.code === 'EPIPE' ? 0 : 1
  process.stdin.destroy()
})

const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
let pending: string[] = []
const flush = async (): Promise<void> => {
  const text = pending.join('')
  pending = []
  if (text !== '' && !process.stdout.write(text)) await new Promise((resume) => process.stdout.once('drain', resume))
}
for await (const line of lines) {
  pending.push(isDefinitionSentence(line, languageOf(line)) ? '1\n' : '0\n')
  if (pending.length >= 512) await flush()
}
await flush()
