import { describe, expect, it } from 'vitest'
import { jsonSize } from '../../src-main/contract/json-size.ts'
import { MAX_PAGE_BYTES } from '../../src-main/contract/link.ts'
import { type ResultItem, Unpacker, type WireItem } from '../../src-main/contract/results.ts'
import type { LogLine, Progress } from '../../src-main/contract/run.ts'
import { logText, MAX_LOG_MESSAGE } from '../../src-main/contract/text/log-text.ts'
import { Gate } from './gate.ts'
import { LogBatcher } from './log-batcher.ts'
import { ProgressThrottle } from './progress-throttle.ts'
import { PullClient, type PullPage } from './pull-client.ts'
import { ResultSender } from './result-sender.ts'
import { ManualTime } from './testing/manual-time.ts'

const microtasks = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('log lines', () => {
  function setUp() {
    const time = new ManualTime()
    const batches: LogLine[][] = []
    return { time, batches, logs: new LogBatcher((lines) => batches.push([...lines]), time) }
  }

  it('are numbered from 1 without a gap', () => {
    const { time, batches, logs } = setUp()
    for (let n = 0; n < 450; n += 1) logs.add('info', `line ${n}`)
    time.advance(50)
    expect(batches.flat().map((line) => line.seq)).toEqual(Array.from({ length: 450 }, (_, n) => n + 1))
    expect(logs.lastSeq).toBe(450)
  })

  it('the first goes at once, the next within 50 ms', () => {
    const { time, batches, logs } = setUp()
    logs.add('info', 'first')
    expect(batches).toHaveLength(1)
    logs.add('info', 'second')
    expect(batches).toHaveLength(1)
    time.advance(50)
    expect(batches.map((batch) => batch.length)).toEqual([1, 1])
  })

  it('go in batches of at most 200', () => {
    const { time, batches, logs } = setUp()
    for (let n = 0; n < 1000; n += 1) logs.add('info', 'x')
    time.advance(50)
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(200)
    expect(batches.flat()).toHaveLength(1000)
  })

  it('go out of a busy pipeline too, where no timer fires', () => {
    const { time, batches, logs } = setUp()
    logs.add('info', 'first')
    logs.add('info', 'waits')
    time.pass(60)
    logs.add('info', 'takes it along')
    expect(batches.map((batch) => batch.map((line) => line.message))).toEqual([['first'], ['waits', 'takes it along']])
  })

  it('are flushed before the outcome, and then there is no timer left', () => {
    const { time, batches, logs } = setUp()
    logs.add('info', 'a')
    logs.add('info', 'b')
    logs.flush()
    logs.flush()
    expect(batches.flat()).toHaveLength(2)
    expect(time.pending).toBe(0)
  })
})

describe('the text of a log line', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['nul\u0000', 'nul\\u0000'],
    ['back\b\r', 'back\\u0008\\u000d'],
    ['tab\tand\nline', 'tab\tand\nline'],
    ['\u202eevil', '\\u202eevil'],
    ['half \ud83d', 'half \\ud83d'],
    ['whole 👍', 'whole 👍'],
    ['用語集', '用語集'],
  ])('%j becomes %j', (message, text) => {
    expect(logText(message)).toBe(text)
    expect(logText(logText(message))).toBe(text)
  })

  it('is at most 8 KB, and says when it was cut', () => {
    expect(logText('x'.repeat(1_000_000))).toHaveLength(MAX_LOG_MESSAGE)
    expect(logText('x'.repeat(1_000_000))).toMatch(/\(cut\)$/)
    expect(logText('\u0000'.repeat(1_000_000)).length).toBeLessThanOrEqual(MAX_LOG_MESSAGE)
    expect(logText('x'.repeat(MAX_LOG_MESSAGE))).toBe('x'.repeat(MAX_LOG_MESSAGE))
  })
})

describe('progress', () => {
  const at = (done: number): Progress => ({ stage: 'extract', step: 'parse', done, total: 1000 })

  it('is told at most ten times a second, the newest always', () => {
    const time = new ManualTime()
    const sent: number[] = []
    const progress = new ProgressThrottle((one) => sent.push(one.done), time)
    for (let n = 1; n <= 1000; n += 1) {
      progress.report(at(n))
      time.advance(1)
    }
    time.advance(100)
    expect(sent.length).toBeLessThanOrEqual(11)
    expect(sent.at(-1)).toBe(1000)
    expect(sent).toEqual([...sent].sort((a, b) => a - b))
  })

  it('is flushed before the outcome', () => {
    const time = new ManualTime()
    const sent: number[] = []
    const progress = new ProgressThrottle((one) => sent.push(one.done), time)
    progress.report(at(1))
    progress.report(at(2))
    progress.flush()
    progress.flush()
    expect(sent).toEqual([1, 2])
    expect(time.pending).toBe(0)
  })
})

describe('result batches', () => {
  const item = (documentId: number, size = 0): ResultItem => ({ type: 'document', documentId, status: 'ok', reason: 'x'.repeat(size) })
  function setUp() {
    const time = new ManualTime()
    const sent: { batch: number; stage: string; items: WireItem[] }[] = []
    const sender = new ResultSender((batch, stage, items) => sent.push({ batch, stage, items: [...items] }), time)
    return { time, sent, sender }
  }
  const ids = (sent: { items: WireItem[] }[]) =>
    new Unpacker()
      .take(
        1,
        sent.flatMap((one) => one.items),
      )
      .map((each) => (each as { documentId: number }).documentId)

  it('wait up to 100 ms for company', () => {
    const { time, sent, sender } = setUp()
    void sender.emit('extract', [item(1)])
    void sender.emit('extract', [item(2)])
    time.advance(99)
    expect(sent).toHaveLength(0)
    time.advance(1)
    expect(ids(sent)).toEqual([1, 2])
  })

  it('are at most 256 KB, in order, numbered', async () => {
    const { time, sent, sender } = setUp()
    const items = Array.from({ length: 100 }, (_, n) => item(n, 10_000))
    void sender.emit('extract', items)
    for (let round = 0; round < 50; round += 1) {
      if (sent.length > 0) sender.ack(sent.length)
      time.advance(100)
    }
    expect(ids(sent)).toEqual(Array.from({ length: 100 }, (_, n) => n))
    expect(sent.map((one) => one.batch)).toEqual(sent.map((_, index) => index + 1))
    for (const one of sent) expect(2 * JSON.stringify(one.items).length).toBeLessThanOrEqual(MAX_PAGE_BYTES)
  })

  it('a single item that is bigger goes in pieces of 256 KB, in its place, and comes out whole', () => {
    const { time, sent, sender } = setUp()
    const items = [item(1), item(2, 1_000_000), item(3)]
    void sender.emit('extract', items)
    for (let round = 0; round < 10; round += 1) {
      sender.ack(sent.length)
      time.advance(100)
    }
    expect(sent.map((one) => one.items.map(({ type }) => type).join())).toEqual(['document', ...Array(8).fill('part'), 'document'])
    for (const one of sent) expect(2 * JSON.stringify(one.items).length).toBeLessThanOrEqual(MAX_PAGE_BYTES + 200)
    const unpacker = new Unpacker()
    expect(sent.flatMap((one) => unpacker.take(1, one.items))).toEqual(items)
  })

  it('pieces are acknowledged like batches: four of them wait for credit', () => {
    const { sent, sender } = setUp()
    void sender.emit('extract', [item(1, 3_000_000)])
    expect(sent).toHaveLength(4)
    sender.ack(2)
    expect(sent).toHaveLength(6)
  })

  it('a batch that comes twice gives its items twice, a piece that is missing or of another run is told', () => {
    const { sent, sender } = setUp()
    void sender.emit('extract', [item(7, 400_000)])
    sender.ack(4)
    const [first, second, ...rest] = sent.map((one) => one.items)
    const last = rest.at(-1)!
    const unpacker = new Unpacker()
    for (const items of [first!, first!, second!, second!, ...rest.slice(0, -1)]) expect(unpacker.take(1, items)).toEqual([])
    expect(unpacker.take(1, last)).toHaveLength(1)
    expect(unpacker.take(1, last)).toHaveLength(1)
    expect(() => unpacker.take(2, last)).toThrow(RangeError)
    expect(() => new Unpacker().take(1, second!)).toThrow(RangeError)
    expect(() => new Unpacker().take(1, [{ type: 'part', index: 0, of: 1, json: '{"type":"none"}' }])).toThrow()
  })

  it('a big item goes as text, a small one as it is', () => {
    const { time, sent, sender } = setUp()
    const [small, big] = [item(1), item(2, 100_000)]
    void sender.emit('extract', [small, big])
    time.advance(100)
    expect(sent[0]!.items.map((one) => one.type)).toEqual(['document', 'packed'])
    expect(new Unpacker().take(1, sent[0]!.items)).toEqual([small, big])
  })

  it('of another stage begin a new one', () => {
    const { time, sent, sender } = setUp()
    void sender.emit('extract', [item(1)])
    void sender.emit('generate', [item(2)])
    time.advance(100)
    expect(sent.map((one) => [one.stage, one.items.length])).toEqual([
      ['extract', 1],
      ['generate', 1],
    ])
  })

  it('stop at four that are not acknowledged, and so does the pipeline', async () => {
    const { sent, sender } = setUp()
    let emitted = 0
    const work = (async () => {
      for (let n = 1; n <= 8; n += 1) {
        await sender.emit('extract', [item(n, 100_000)])
        emitted = n
      }
    })()
    await microtasks()
    expect(sent).toHaveLength(4)
    // The fifth fills the open batch, the sixth has to wait.
    expect(emitted).toBe(5)
    sender.ack(1)
    await microtasks()
    expect([sent.length, emitted]).toEqual([5, 6])
    for (let n = 2; n <= 7; n += 1) sender.ack(n)
    await work
    expect(emitted).toBe(8)
  })

  it('flush resolves when everything is committed, not before', async () => {
    const { sent, sender } = setUp()
    void sender.emit('extract', [item(1)])
    let flushed = false
    void sender.flush().then(() => {
      flushed = true
    })
    await microtasks()
    expect([sent.length, flushed]).toEqual([1, false])
    sender.ack(1)
    await microtasks()
    expect(flushed).toBe(true)
    expect(sender.batches).toBe(1)
  })

  it('flush of nothing is at once', async () => {
    const { sender, sent } = setUp()
    await sender.flush()
    expect(sent).toEqual([])
  })

  it('sizes are not far from the truth', () => {
    for (const value of [item(1, 1000), { a: [1, 2, 3], b: 'テキスト', c: null, d: undefined }, 'x', 7, [], {}]) {
      const truth = 2 * JSON.stringify(value).length
      expect(jsonSize(value)).toBeGreaterThanOrEqual(truth * 0.9)
      expect(jsonSize(value)).toBeLessThanOrEqual(truth * 2 + 40)
    }
  })
})

describe('pulls', () => {
  const pull = { source: 'concepts' } as const
  function setUp() {
    const asked: { id: number; cursor: string | null }[] = []
    const client = new PullClient((id, _pull, cursor) => asked.push({ id, cursor }))
    const collect = async (signal = new AbortController().signal) => {
      const rows: unknown[] = []
      for await (const row of client.rows(pull, signal)) rows.push(row)
      return rows
    }
    const answer = async (page: PullPage, index = asked.length - 1) => {
      client.answer(asked[index]!.id, page)
      await microtasks()
    }
    return { asked, client, collect, answer }
  }

  it('give the rows of every page', async () => {
    const { asked, collect, answer } = setUp()
    const rows = collect()
    await answer({ rows: [1, 2], next: 'p2' })
    await answer({ rows: [], next: 'p3' })
    await answer({ rows: [3], next: null })
    expect(await rows).toEqual([1, 2, 3])
    expect(asked.map((one) => one.cursor)).toEqual([null, 'p2', 'p3'])
  })

  it('rows that come as text are read', async () => {
    const { collect, answer } = setUp()
    const rows = collect()
    await answer({ rows: ['{"type":"concept","headword":"index"}', { type: 'concept', headword: 'shard' }], next: null })
    expect(await rows).toEqual([
      { type: 'concept', headword: 'index' },
      { type: 'concept', headword: 'shard' },
    ])
  })

  it('a row in pieces is put together, between rows that are whole', async () => {
    const { asked, collect, answer } = setUp()
    const rows = collect()
    const json = JSON.stringify({ text: '文書 '.repeat(50) })
    await answer({ rows: [1], next: '1' })
    await answer({ rows: [json.slice(0, 40)], next: '1:40', partial: true })
    await answer({ rows: [json.slice(40, 80)], next: '1:80', partial: true })
    await answer({ rows: [json.slice(80)], next: '2' })
    await answer({ rows: [3], next: null })
    expect(await rows).toEqual([1, JSON.parse(json), 3])
    expect(asked).toHaveLength(5)
  })

  it('two at once are kept apart', async () => {
    const { collect, answer } = setUp()
    const [one, two] = [collect(), collect()]
    await answer({ rows: [2], next: null }, 1)
    await answer({ rows: [1], next: null }, 0)
    expect([await one, await two]).toEqual([[1], [2]])
  })

  it('that fail throw the sentence', async () => {
    const { collect, answer } = setUp()
    const rows = collect()
    rows.catch(() => undefined)
    await answer({ rows: [], next: null, error: 'The library could not be read' })
    await expect(rows).rejects.toThrow('The library could not be read')
  })

  it('end at once when the run is cancelled; a late answer is dropped', async () => {
    const { collect, answer } = setUp()
    const controller = new AbortController()
    const rows = collect(controller.signal)
    rows.catch(() => undefined)
    await microtasks()
    controller.abort(new Error('cancelled'))
    await expect(rows).rejects.toThrow('cancelled')
    await answer({ rows: [1], next: null })
    await expect(collect(controller.signal)).rejects.toThrow('cancelled')
  })
})

describe('the gate', () => {
  function setUp() {
    const time = new ManualTime()
    const controller = new AbortController()
    return { time, controller, gate: new Gate(controller.signal, time) }
  }

  it('lets the event loop turn when 20 ms have passed, and not at every call', async () => {
    const { time, gate } = setUp()
    for (let n = 0; n < 100; n += 1) {
      await gate.pass()
      time.pass(1)
    }
    expect(time.turns).toBe(4)
  })

  it('throws the reason once the run is cancelled, also from within the turn', async () => {
    const { time, controller, gate } = setUp()
    const reason = new Error('cancelled')
    time.pass(30)
    const passing = gate.pass()
    controller.abort(reason)
    await expect(passing).rejects.toBe(reason)
    await expect(gate.pass()).rejects.toBe(reason)
  })

  it('holds while paused, and goes on at resume', async () => {
    const { gate } = setUp()
    gate.pause()
    gate.pause()
    let passed = false
    const passing = gate.pass().then(() => {
      passed = true
    })
    await microtasks()
    expect([gate.paused, passed]).toEqual([true, false])
    gate.resume()
    await passing
    expect([gate.paused, passed]).toEqual([false, true])
  })

  it('a pause right after a resume holds again', async () => {
    const { gate } = setUp()
    gate.pause()
    let passed = false
    void gate.pass().then(() => {
      passed = true
    })
    gate.resume()
    gate.pause()
    await microtasks()
    expect(passed).toBe(false)
  })

  it('a cancel opens it', async () => {
    const { controller, gate } = setUp()
    gate.pause()
    const passing = gate.pass()
    controller.abort(new Error('cancelled'))
    await expect(passing).rejects.toThrow('cancelled')
    gate.pause()
    expect(gate.paused).toBe(false)
  })
})
