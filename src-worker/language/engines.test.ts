import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { engineFor } from './engines.ts'

const run = promisify(execFile)

/** Modules a fresh process has loaded after analysing one text in the language. */
async function loadedAfter(language: string, text: string): Promise<string[]> {
  const script = `
    const { engineFor } = await import(${JSON.stringify(new URL('./engines.ts', import.meta.url).href)})
    const engine = await engineFor(${JSON.stringify(language)})
    if (engine.analyse(${JSON.stringify(text)}).length !== 1) throw new Error('no sentence')
    const { createRequire } = await import('node:module')
    console.log(JSON.stringify({ cjs: Object.keys(createRequire('/').cache), buffers: process.memoryUsage().arrayBuffers }))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script])
  const { cjs, buffers } = JSON.parse(stdout) as { cjs: string[]; buffers: number }
  return [...(cjs.some((path) => path.includes('wink-nlp')) ? ['wink'] : []), ...(buffers > 60e6 ? ['ipadic'] : [])]
}

describe('engineFor', () => {
  it('gives the engine of each language, the same one again', async () => {
    for (const language of ['en', 'ja', 'other'] as const) {
      const engine = await engineFor(language)
      expect(engine.language).toBe(language)
      expect(await engineFor(language)).toBe(engine)
    }
    expect(await engineFor('other', 'nl')).not.toBe(await engineFor('other', 'fr'))
  })

  it('loads only what the language needs', async () => {
    expect(await loadedAfter('ja', '用語集を作る。')).toEqual(['ipadic'])
    expect(await loadedAfter('en', 'We build a glossary.')).toEqual(['wink'])
    expect(await loadedAfter('other', 'Een woordenlijst.')).toEqual([])
  })
})
