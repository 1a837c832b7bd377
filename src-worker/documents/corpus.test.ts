import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Block, parsedDocumentSchema } from '../../src-main/contract/blocks.ts'
import { parseFile } from './index.ts'
import { toSource } from './source-map.ts'
import { mapProblem } from './testing.ts'

/**
 * Real files of every format, written by LibreOffice and pandoc (scripts/corpus), each with the sentences that must be found in it: verbatim in
 * the text of one block, of the kind, in the part and with the furigana they were written with; and what they lead back to is what they say.
 */

interface Probe {
  readonly text: string
  readonly kind?: string
  readonly part?: string
  readonly ruby?: readonly { readonly base: string; readonly reading: string }[]
  readonly absent?: true
}

const samples = path.resolve(import.meta.dirname, '../../samples')
const folder = path.join(samples, 'formats')
const files = JSON.parse(readFileSync(path.join(samples, 'formats.json'), 'utf8')) as { file: string; probes: Probe[] }[]
/** Of all sentences, and of those of one file: in PDF a hyphen at the end of a line may or may not be one of the word. */
const SHARE = 0.98
const SHARE_OF_FILE = 0.9

async function parsed(file: string) {
  const outcome = await parseFile({
    file: path.join(folder, file),
    path: file,
    maxBytes: 1e7,
    detectLanguage: () => ({ language: 'en', tag: 'en' }),
  })
  if ('skipped' in outcome) throw new Error(outcome.reason)
  return parsedDocumentSchema.parse(outcome.document)
}

/** What is wrong with how a probe is found, or null. */
function problemOf(probe: Probe, blocks: readonly Block[], decoded: string): string | null {
  const holding = blocks.filter(({ text }) => text.includes(probe.text))
  if (probe.absent) return holding.length === 0 ? null : 'found, though it is no content'
  if (holding.length === 0) return 'not found'
  const placed = holding.filter(({ part }) => probe.part === undefined || new RegExp(probe.part, 'u').test(part ?? ''))
  if (placed.length === 0) return `in ${holding[0]!.part}, not in ${probe.part}`
  const block = placed.find(({ kind }) => probe.kind === undefined || kind === probe.kind)
  if (!block) return `as ${placed[0]!.kind}, not as ${probe.kind}`
  const readings = (block.spans ?? [])
    .filter(({ kind }) => kind === 'ruby')
    .map(({ start, end, reading }) => [block.text.slice(start, end), reading])
  for (const { base, reading } of probe.ruby ?? []) {
    if (!readings.some(([b, r]) => b === base && r === reading)) return `without the reading of ${base}`
  }
  const at = block.text.indexOf(probe.text)
  const range = toSource(block, at, at + probe.text.length)
  if (!range) return 'leads nowhere'
  const raw = decoded.slice(range.start, range.end)
  return holdsInOrder(raw, probe.text) ? null : `leads to ${raw}`
}

/** True when all characters of `text` but white space stand in `raw` in their order: between them there is only markup. */
function holdsInOrder(raw: string, text: string): boolean {
  let at = 0
  for (const character of text.replaceAll(/\s/gu, '')) {
    at = raw.indexOf(character, at)
    if (at === -1) return false
    at += character.length
  }
  return raw.length <= text.length * 3 + 200
}

describe('the corpus of formats', () => {
  it('has a list of probes for every file', () => {
    expect(files.map(({ file }) => file)).toEqual(readdirSync(folder).sort())
    expect(files.every(({ probes }) => probes.length > 0)).toBe(true)
  })

  const found = { all: 0, lost: 0 }

  it.each(files)('$file: its sentences are found verbatim, and all of its blocks lead back', async ({ file, probes }) => {
    const { blocks, decoded } = await parsed(file)
    for (const block of blocks) expect(mapProblem(decoded, block), JSON.stringify(block)).toBeNull()
    const lost = probes.flatMap((probe) => {
      const problem = problemOf(probe, blocks, decoded)
      return problem === null ? [] : [`${probe.text}: ${problem}`]
    })
    const shown = blocks.map(({ kind, part, text }) => `${kind} ${part ?? ''}: ${text}`).join('\n')
    if (lost.length > probes.length * (1 - SHARE_OF_FILE)) expect(lost, shown).toEqual([])
    found.all += probes.length
    found.lost += lost.length
  })

  it('gives at least 98 % of all sentences', () => {
    expect(found.all).toBe(files.reduce((sum, { probes }) => sum + probes.length, 0))
    expect(1 - found.lost / found.all).toBeGreaterThanOrEqual(SHARE)
  })
})
