import { describe, expect, it } from 'vitest'
import { analysed } from '../terms/testing.ts'
import type { Hit } from '../terms/types.ts'

async function definingHits(text: string, language: 'en' | 'ja', path = 'test.md'): Promise<Hit[]> {
  const { analysis } = await analysed(text, language, path)
  return analysis.hits.filter((hit) => hit.rule !== 'context').sort((a, b) => b.score - a.score)
}

describe('English defining sentences', () => {
  it.each([
    ['A pack index is a file that speeds up access to a pack.', 'pack index'],
    ['The term context propagation refers to the mechanism that moves context between services.', 'context propagation'],
    ['A wind turbine (WT) is a machine that converts wind into electricity.', 'wind turbine'],
    ['Idempotency is defined as the property of an operation that can be applied many times.', 'idempotency'],
    ['Such a commit without children is called a branch tip.', 'branch tip'],
    ['Deductive reasoning is a form of logical thinking that uses a general principle.', 'deductive reasoning'],
    ['In statistics, a control group is the group that does not receive the treatment.', 'control group'],
    ['Facts represent discovered variables about a system.', 'fact'],
    ['A tracer is acquired through a provider and is responsible for creating spans.', 'tracer'],
    ['A remote system, or managed host, that a playbook controls.', 'managed host'],
    ['Handlers are tasks that only run when notified.', 'handler'],
  ])('%s', async (text, key) => {
    expect((await definingHits(text, 'en')).map((hit) => hit.key)).toContain(key)
  })

  it.each([
    'The site is a free service.',
    'The collector is a good choice here.',
    'Lookups are an integral part of loops.',
    'A name is required for the index.',
    'The pack index is the same as before.',
    'The blob object was deleted yesterday.',
  ])('no definition in: %s', async (text) => {
    expect(await definingHits(text, 'en')).toEqual([])
  })

  it('does not define a part of the subject', async () => {
    const keys = (await definingHits('A remote-tracking branch is a ref that follows another repository.', 'en')).map((hit) => hit.key)
    expect(keys).toEqual(['remote tracking branch'])
  })
})

describe('Japanese defining sentences', () => {
  it.each([
    ['スパンとは、処理の単位を表すものである。', 'スパン'],
    ['コレクターは、テレメトリーデータを受信し、処理するコンポーネントです。', 'コレクター'],
    ['属性（アトリビュート）は、キーと値の組を指す。', '属性'],
    ['トレーサーは、スパンの作成を担当します。', 'トレーサー'],
    ['この一連の処理をサンプリングと呼ぶ。', 'サンプリング'],
  ])('%s', async (text, key) => {
    expect((await definingHits(text, 'ja')).map((hit) => hit.key)).toContain(key)
  })

  it.each(['コレクターは簡単に起動できます。', 'サンプリングは必要です。', '詳細はドキュメントを参照してください。'])(
    'no definition in: %s',
    async (text) => {
      expect(await definingHits(text, 'ja')).toEqual([])
    },
  )

  it('takes a sentence about one example for no definition', async () => {
    expect(await definingHits('上記の例では、コレクターは別の名前空間で動くプロセスです。', 'ja')).toEqual([])
    expect((await definingHits('この製品では、コレクターは別の名前空間で動くプロセスです。', 'ja')).map((hit) => hit.key)).not.toContain(
      'コレクター',
    )
    expect((await definingHits('分散システムでは、コレクターはデータを集めるプロセスです。', 'ja')).map((hit) => hit.key)).toContain(
      'コレクター',
    )
  })

  it('takes a title that ends in とは for no definition', async () => {
    const hits = await definingHits('# 概要\n\n- **スパン**: スパンとは\n\nスパンは、一つの作業を表すデータである。', 'ja')
    expect(hits[0]?.text).toBe('スパンは、一つの作業を表すデータである。')
    expect((await definingHits('スパンとは', 'ja')).filter((hit) => hit.score > 0.36)).toEqual([])
  })

  it('trusts とは most', async () => {
    const [first] = await definingHits('スパンは、処理の単位です。\n\nスパンとは、処理の単位を表すものである。', 'ja')
    expect(first?.text).toBe('スパンとは、処理の単位を表すものである。')
  })
})

describe('abbreviations', () => {
  const text = 'Among exporters, those of the Open Agent Management Protocol (OAMP) come first.'

  it('quotes what the short form stands for, and the whole sentence for the long form', async () => {
    const hits = await definingHits(text, 'en')
    expect(hits.find((hit) => hit.key === 'oamp')).toMatchObject({ rule: 'alias', text: 'Open Agent Management Protocol (OAMP)' })
    expect(hits.find((hit) => hit.key === 'open agent management protocol')).toMatchObject({ rule: 'alias', text })
  })

  it('prefers a real definition', async () => {
    const [first] = (await definingHits(`${text}\n\nOAMP is a protocol that manages fleets of agents.`, 'en')).filter(
      (hit) => hit.key === 'oamp',
    )
    expect(first?.rule).toBe('pattern')
  })
})

describe('structure', () => {
  it('takes the first sentence under a heading that is the term', async () => {
    const hits = await definingHits('# Guide\n\n## Control group\n\nThe group that gets no treatment. More text here follows.\n', 'en')
    expect(hits[0]).toMatchObject({ key: 'control group', rule: 'heading', text: 'The group that gets no treatment.' })
  })

  it('reads a Term | Definition table', async () => {
    const hits = await definingHits('| Term | Definition |\n|---|---|\n| blob object | Untyped content of a file in the store. |\n', 'en')
    expect(hits[0]).toMatchObject({ key: 'blob object', rule: 'table', text: 'Untyped content of a file in the store.' })
  })

  it('reads bold labels', async () => {
    const hits = await definingHits('- **Shallow clone**: a copy of a repository with a truncated history.\n', 'en')
    expect(hits[0]).toMatchObject({ key: 'shallow clone', rule: 'label', text: 'a copy of a repository with a truncated history.' })
  })

  it('takes an rst glossary for the strongest evidence', async () => {
    const { analysis } = await analysed(
      '.. glossary::\n\n   idempotency\n      A property of operations that can be repeated safely.\n',
      'en',
      'test.rst',
    )
    expect(analysis.candidates.find((one) => one.key === 'idempotency')?.glossary).toBe(1)
    expect(analysis.hits[0]).toMatchObject({ key: 'idempotency', rule: 'glossary' })
  })

  it('trusts a label less whose text speaks of something else, or only announces a list', async () => {
    const score = async (text: string): Promise<number> => (await definingHits(text, 'en')).find((hit) => hit.rule === 'label')?.score ?? 0
    const good = await score('- **application**: a program that does something for its users.\n')
    expect(await score('- **application**: The agent will send its own logs to the file of the application.\n')).toBeLessThan(good * 0.6)
    expect(await score('- **application**: modules for the common patterns of a program:\n')).toBeLessThan(good * 0.6)
  })

  it('trusts a sentence less that only announces a list', async () => {
    const [hit] = await definingHits('Flags are the bitwise sum of the following values:', 'en')
    expect(hit?.score ?? 0).toBeLessThan(0.36)
  })

  it('sees a command behind an adverb', async () => {
    const list = async (text: string) =>
      (await analysed(`clean\n   ${text}\n`, 'en', 'test.rst')).analysis.hits.find((hit) => hit.rule === 'list')?.score ?? 0
    expect(await list('Opportunistically remove the files of others.')).toBeLessThan(await list('A tree without any changes.'))
  })

  it('takes options for no terms', async () => {
    const { analysis } = await analysed('- `--force`: overwrite the files that are there already.\n', 'en')
    expect(analysis.hits.filter((hit) => hit.rule === 'label')).toEqual([])
  })
})
