import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ConceptItem, DefinitionItem } from '../../src-main/contract/results.ts'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { foldQuote } from '../../src-main/contract/text/fold.ts'
import { runPipeline } from './index.ts'
import { MemorySession, plainContext } from './memory-session.ts'

/** The stages on the sample handbook: what a reader of it would expect in its glossary, in English and Japanese. */

const SAMPLES = resolve(import.meta.dirname, '..', '..', 'samples', 'handbook')

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}

let session: MemorySession
let concepts: ConceptItem[]

beforeAll(async () => {
  const documents = filesBelow(SAMPLES).map((file, i): ContextDocument => {
    const bytes = readFileSync(file)
    return {
      id: i + 1,
      file,
      path: relative(SAMPLES, file).split(sep).join('/'),
      hash: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
    }
  })
  session = new MemorySession(plainContext(documents))
  await runPipeline(session)
  concepts = session.concepts
}, 60_000)

const concept = (surface: string): ConceptItem | undefined =>
  concepts.find((one) => one.variants.some((variant) => variant.surface === surface))
const definition = (surface: string): DefinitionItem | undefined => {
  const found = concept(surface)
  return session.definitions.find(
    (item) => item.ordinal === 0 && item.concept.key === found?.key && item.concept.language === found.language,
  )
}

describe('the sample handbook', () => {
  it('is read whole', () => {
    const failed = session.items.filter(({ item }) => item.type === 'document' && item.status !== 'ok')
    expect(failed).toEqual([])
  })

  it.each([
    ['appointment slot', 'A half-hour period during which a truck may arrive at the gate.'],
    ['bollard', 'A short steel post on the quay to which mooring lines are made fast.'],
    ['係留索', '船を岸壁につなぎ止める綱。'],
    ['予約枠', 'トラックがゲートに到着してよい三十分間の時間帯。'],
  ])('takes its explicit glossaries over: %s', (term, text) => {
    expect(concept(term)).toMatchObject({ fromGlossary: true, accepted: true })
    expect(definition(term)).toMatchObject({ kind: 'quoted', text })
  })

  it.each([
    ['berth window', 'A berth window is the period during which a stretch of quay is reserved for one vessel call.'],
    [
      'straddle carrier',
      'A straddle carrier is a vehicle that lifts a container between its legs, carries it and stacks it up to three high.',
    ],
    ['蔵置日数', '蔵置日数とは、コンテナが船から降ろされた日からゲートを出る日までの日数をいう。'],
    ['ヒヤリハット', 'ヒヤリハットとは、事故にはならなかったが、事故になってもおかしくなかった出来事をいう。'],
  ])('finds the defining sentence in running text: %s', (term, text) => {
    expect(definition(term)).toMatchObject({ kind: 'quoted', text })
  })

  it.each([
    ['terminal operating system', 'TOS'],
    ['verified gross mass', 'VGM'],
    ['personal protective equipment', 'PPE'],
    ['remote reefer monitoring', 'RRM'],
  ])('knows %s by its abbreviation %s', (long, short) => {
    const variant = concept(long)?.variants.find((one) => one.surface === short)
    const rules = concept(long)?.variants.map((one) => one.rule)
    expect(variant).toBeDefined()
    expect(rules).toEqual(expect.arrayContaining([expect.stringMatching(/abbreviation|long-form/)]))
  })

  it.each([
    ['総重量確定値', 'VGM'],
    ['ターミナル運営システム', 'TOS'],
  ])('knows %s by its abbreviation %s in Japanese', (long, short) => {
    expect(concept(long)?.variants.map((one) => one.surface)).toContain(short)
  })

  it.each([
    ['twistlock', 'twist-lock'],
    ['authorisation code', 'authorization code'],
    ['quay crane', 'ship-to-shore crane'],
    ['スプレッダ', 'スプレッダー'],
    ['引き継ぎ', '引継ぎ'],
    ['バースウィンドウ', 'バースウインドウ'],
    ['リーファーコンテナ', 'ﾘｰﾌｧｰｺﾝﾃﾅ'],
  ])('groups %s and %s', (a, b) => {
    expect(concept(a)).toBeDefined()
    expect(concept(a)).toBe(concept(b))
  })

  it('reads Japanese headwords', () => {
    expect(concept('蔵置日数')).toMatchObject({ reading: 'ぞうちにっすう', readingSure: true })
    expect(concept('ガントリークレーン')?.reading).toBe('がんとりーくれーん')
  })

  it('explains every rank by features that sum to the score', () => {
    for (const one of concepts.slice(0, 300)) {
      const sum = (column: 1 | 2): number => Object.values(one.features).reduce((total, feature) => total + feature[column], 0)
      expect(sum(1)).toBeCloseTo(one.glossaryScore, 2)
      expect(sum(2)).toBeCloseTo(one.termhoodScore, 2)
    }
    expect(new Set(concepts.map((one) => one.glossaryRank)).size).toBe(concepts.length)
  })

  it('quotes what stands in the files, whatever their encoding', () => {
    for (const source of session.definitions.flatMap((item) => item.sources)) {
      const { decoded } = session.caches.parsed.get(source.contentHash)!
      expect(foldQuote(decoded.slice(source.start, source.end))).toBe(source.quote)
    }
  })

  it('keeps code and identifiers out of the terms', () => {
    for (const one of concepts) expect(one.headword).not.toMatch(/[_=<>{}]|--|::|\(\)|^x+$/iu)
  })
})
