import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import type { FormatName } from '../../src-main/contract/formats.ts'
import { formatInput } from './format.ts'
import { PARSERS } from './formats.ts'
import { mapProblem } from './testing.ts'

/** Input made to hurt: every parser must stay linear, must not overflow the stack, and must keep its promises about the map. */

const FORMATS = Object.keys(PARSERS) as FormatName[]

/**
 * Carries out the named work of a format (fixtures/linear-thread.ts) in a thread of its own. Work is linear when it ends at all: what takes time
 * square in the length would take minutes, and the thread is ended when it says nothing for a minute, some hundred times what one shape takes on a
 * slow machine. No figure is compared, so a machine under load changes nothing.
 * @returns the shape at hand when it was ended, or null
 */
function endsOver(work: string): Promise<string | null> {
  const worker = new Worker(new URL('./fixtures/linear-thread.ts', import.meta.url), { workerData: work })
  return new Promise<string | null>((resolve, reject) => {
    let at = 'the start'
    const ended = (): void => resolve(at)
    let watchdog = setTimeout(ended, SILENCE_MS)
    worker.on('message', (shape: string) => {
      at = shape
      clearTimeout(watchdog)
      watchdog = setTimeout(ended, SILENCE_MS)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      clearTimeout(watchdog)
      resolve(null)
    })
  }).finally(() => worker.terminate())
}

const SILENCE_MS = 60_000

describe.each(FORMATS)('%s', (format) => {
  it('takes time in proportion to the length, whatever the shape', { timeout: 600_000 }, async () => {
    expect(await endsOver(format)).toBeNull()
  })

  it('survives 20 000 levels of nesting', { timeout: 60_000 }, () => {
    const depth = 20_000
    const texts = [
      '> '.repeat(depth),
      '- '.repeat(depth),
      '[a]('.repeat(depth),
      '<div>'.repeat(depth),
      `${'<ul><li>'.repeat(depth)}x`,
      '**a _b '.repeat(depth),
      '====\n--\n'.repeat(depth),
      '.. note::\n\n   '.repeat(depth),
      '{{< a >}}'.repeat(depth),
    ]
    for (const text of texts) expect(Array.isArray(PARSERS[format](formatInput(text)).blocks)).toBe(true)
  })

  it('keeps the map right on mutated documents', () => {
    const seedText =
      '# 用語 *a* `b` [c](d) <!-- e --> &amp; **f**\n\n- g\n  h\n\n| i | j |\n|---|---|\n| k | `l` |\n\nm::\n  n\n\n.. note:: o\n   p ``q``\n\n|===\n|r |s\n|===\n\n<p>t<ruby>u<rt>v</rt></ruby>\n\n{{< w >}} x\\*y カ\u3099'
    let state = 12_345
    const random = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state % limit
    }
    for (let i = 0; i < 1500; i++) {
      let text = seedText
      for (let edits = random(6) + 1; edits > 0; edits--) {
        const at = random(text.length + 1)
        const piece = [...'*_`[]<>|:.-+=#\\{}&\n\r\t 用が'][random(26)] ?? ''
        text = text.slice(0, at) + piece.repeat(random(4)) + text.slice(at + random(4))
      }
      for (const block of PARSERS[format](formatInput(text)).blocks) {
        const problem = mapProblem(text, block)
        expect(problem, JSON.stringify({ text, block })).toBeNull()
      }
    }
  })
})

describe('decode', () => {
  it('takes time in proportion to the length on bytes of every class', { timeout: 600_000 }, async () => {
    expect(await endsOver('decode')).toBeNull()
  })
})
