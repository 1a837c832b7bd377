import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { reviewGroups } from '../../src-worker/models/review-groups.ts'
import { runPipeline } from '../../src-worker/pipeline/index.ts'
import { MemorySession, plainContext } from '../../src-worker/pipeline/memory-session.ts'
import { type FakeMessage, FakeServer } from './fake-server.ts'
import { type Folder, folderOf, modelSettings, runWithModel } from './memory-run.ts'
import { type Personality, scriptedAnswer } from './scripted-model.ts'

const FILES = {
  'widget.md':
    '# Rotor widget\n\nA rotor widget is something that spins the main rotor. The rotor widget has a fuse.\n\nThe main rotor is a wheel with four blades.\n',
  'fuse.md': '# Thermal fuse\n\nA thermal fuse is a part that melts at 90 degrees. There is one thermal fuse in each rotor widget.\n',
}

let folder: Folder
let server: FakeServer
beforeAll(() => {
  folder = folderOf(FILES)
})
afterAll(() => folder.dispose())
afterEach(() => server.stop())

const kindOf = ({ content }: FakeMessage): string =>
  content.includes('"verdicts"') ? 'judge' : content.includes('"issues"') ? 'review' : 'define'
const asked = (kind: string) => server.chats.filter(({ messages }) => kindOf(messages[0]!) === kind)

async function run(
  personality: Personality,
  changes: NonNullable<Parameters<typeof runWithModel>[2]>['changes'] = {},
  answer?: (messages: readonly FakeMessage[]) => string,
) {
  server = await FakeServer.start({ answer: answer ?? ((messages) => scriptedAnswer(personality, messages)) })
  return runWithModel(folder.documents, modelSettings(server.url), { changes: { scope: 'full', ...changes } })
}

const term = (surface: string) => ({ language: 'en' as const, surface, key: surface })

describe('judge', () => {
  const verdictsOf = (verdict: string, category: string) => (messages: readonly FakeMessage[]) =>
    kindOf(messages[0]!) === 'judge'
      ? JSON.stringify({
          verdicts: [...messages[3]!.content.matchAll(/<candidate id="(c\d+)"/gu)].map(([, id]) => ({ id, verdict, category })),
        })
      : scriptedAnswer('good', messages)

  it('takes over categories, and only suggests to exclude', async () => {
    const { session } = await run('good', {}, verdictsOf('generic', 'generic'))
    const concept = session.concepts.find(({ key }) => key === 'thermal fuse')
    expect(concept).toMatchObject({ category: 'generic', accepted: true, features: { 'model.generic': [1, 0, 0] } })
    const problems = session.items.flatMap(({ item }) => (item.type === 'problem' && item.kind === 'unnecessary' ? [item] : []))
    expect(problems.find(({ concepts }) => concepts[0]!.key === 'thermal fuse')).toMatchObject({ action: 'exclude', severity: 'info' })
  })

  it('judges once: another model finds no other terms, a first one judges what the rules found', async () => {
    const digests = (result: { stages: readonly { stage: string; inputDigest: string }[] }) =>
      Object.fromEntries(result.stages.map(({ stage, inputDigest }) => [stage, inputDigest]))
    const rules = new MemorySession({ ...plainContext(folder.documents), scope: 'extract' })
    const found = await runPipeline(rules)
    const first = await run('good', { scope: 'extract', liveDigests: digests(found) })
    expect(first.result.stages).toMatchObject([{ stage: 'extract', result: 'staged' }])
    expect(asked('judge').length).toBeGreaterThan(0)
    const live = digests(first.result)
    const settings = modelSettings(server.url, { model: 'another' })
    const second = await runWithModel(folder.documents, settings, { changes: { scope: 'extract', liveDigests: live } })
    expect(second.result.stages).toEqual([{ stage: 'extract', result: 'unchanged', inputDigest: live.extract, items: 0 }])
    const without = new MemorySession({ ...plainContext(folder.documents), scope: 'extract', liveDigests: live })
    expect((await runPipeline(without)).stages).toMatchObject([{ stage: 'extract', result: 'unchanged' }])
  })

  it('asks in batches of at most 16, with contexts, and never about required terms', async () => {
    const constraints = { required: [term('thermal fuse')], excluded: [term('main rotor')], mustLink: [], cannotLink: [], forbidden: [] }
    await run('good', { constraints })
    expect(asked('judge').length).toBeGreaterThan(0)
    for (const { messages } of asked('judge')) {
      const candidates = [...messages[3]!.content.matchAll(/<candidate [^>]*>([^<]*)</gu)].map(([, text]) => text)
      expect(candidates.length).toBeLessThanOrEqual(16)
      expect(candidates).not.toContain('thermal fuse')
      expect(candidates).not.toContain('main rotor')
    }
  })

  it('names go into their category', async () => {
    const { session } = await run('good', {}, verdictsOf('entity', 'organization'))
    expect(session.concepts.find(({ key }) => key === 'thermal fuse')?.category).toBe('organization')
  })
})

describe('review and refine', () => {
  it('a problem the model sees leads to a better definition of that entry alone', async () => {
    const { session, result } = await run('good')
    const problems = session.items.flatMap(({ item }) => (item.type === 'problem' ? [item] : []))
    expect(problems.find(({ kind }) => kind === 'unclear')).toMatchObject({
      concepts: [{ key: 'rotor widget' }],
      action: 'edit-definition',
    })
    const refined = session.items.flatMap(({ item }) => (item.type === 'refinement' ? [item] : []))
    expect(refined.find(({ concept }) => concept.key === 'rotor widget')).toMatchObject({ state: 'ok' })
    expect(refined.every(({ concept }) => problems.some(({ concepts }) => concepts.some(({ key }) => key === concept.key)))).toBe(true)
    expect(result.stages.map(({ stage, result: how }) => [stage, how])).toContainEqual(['refine', 'staged'])
  })

  it('what it makes up about entries and passages that are not there is dropped', async () => {
    const { session } = await run('liar')
    expect(session.items.some(({ item }) => item.type === 'problem' && /Invented/u.test(item.message))).toBe(false)
  })

  it('a group without an answer is not checked, never without problems; the next review asks again', async () => {
    const broken = (messages: readonly FakeMessage[]) => (kindOf(messages[0]!) === 'review' ? 'no' : scriptedAnswer('good', messages))
    const { session, result } = await run('good', {}, broken)
    const unchecked = session.items.flatMap(({ item }) => (item.type === 'problem' && item.kind === 'not-checked' ? [item] : []))
    expect(unchecked.length).toBeGreaterThan(0)
    expect(unchecked[0]!.concepts.length).toBeGreaterThan(1)
    expect(result.counts['review.notChecked']).toBe(unchecked.length)
    expect(result.stages.find(({ stage }) => stage === 'review')!.inputDigest).toMatch(/\+\d+$/u)
  })

  it('every problem reaches the model together with the entry, and its own text is never touched twice', async () => {
    await run('good')
    const refining = asked('define').filter(({ messages }) => messages[3]!.content.includes('<issue '))
    const widget = refining.filter(
      ({ messages }) => messages[3]!.content.includes('>Rotor widget</term') || messages[3]!.content.includes('>rotor widget</term'),
    )
    expect(widget).toHaveLength(1)
    expect(widget[0]!.messages[3]!.content).toContain('It does not say what it is.')
  })
})

describe('groups of a review', () => {
  const entry = (headword: string, definition: string) => ({ headword, surfaces: [headword], definition, evidence: [] })

  it('cover every entry, at most ten at once', () => {
    const entries = Array.from({ length: 137 }, (_, i) => entry(`word${i}`, `A kind of thing${i % 13} with mark${i}.`))
    const groups = reviewGroups(entries)
    expect(new Set(groups.flat()).size).toBe(137)
    expect(Math.max(...groups.map(({ length }) => length))).toBeLessThanOrEqual(10)
    expect(groups.length).toBeLessThan(137)
    expect(reviewGroups(entries)).toEqual(groups)
  })

  it('distant entries that speak of the same rare thing meet', () => {
    const entries = Array.from({ length: 200 }, (_, i) => entry(`word${i}`, `Item number${i} of row${i % 40}.`))
    entries[3] = entry('backpressure', 'Slows the zylophon producer down to 128 messages.')
    entries[180] = entry('buffer limit', 'The zylophon producer may send 256 messages.')
    entries[90] = entry('背圧', '生産者の速度を下げる仕組み。')
    entries[150] = entry('流量制御', '生産者の速度を上げる仕組み。')
    const groups = reviewGroups(entries)
    expect(groups.some((group) => group.includes(3) && group.includes(180))).toBe(true)
    expect(groups.some((group) => group.includes(90) && group.includes(150))).toBe(true)
  })
})
