import assert from 'node:assert/strict'
import { wrap } from 'comlink'
import { openChannel } from '../../contract/channel.ts'
import type { WorkerHost } from '../../runs/ports.ts'
import { launch, start, stop, within } from './conformance-process.ts'

/**
 * What every host of run workers must do. Plain functions with node:assert, so that the same list can run under a
 * test runner and inside Electron. The worker is fixtures/echo.ts.
 */
export interface Case {
  readonly name: string
  run(host: WorkerHost): Promise<void>
}

const counted = (n: number) => Array.from({ length: n }, (_, index) => index + 1)

export const CASES: readonly Case[] = [
  {
    name: 'a process comes up and says so',
    async run(host) {
      const one = start(host)
      await one.received(1)
      assert.deepEqual(one.got, ['up'])
      await stop(one)
    },
  },
  {
    name: 'values go there and back unchanged',
    async run(host) {
      const one = start(host)
      const value = { text: '用語 👍 \u0000', list: [1, -0.5, null, true], nested: { deep: [[]] }, long: 'x'.repeat(1_000_000) }
      one.process.link.post({ do: 'echo', value })
      await one.received(2)
      assert.deepEqual(one.got[1], { echo: value })
      await stop(one)
    },
  },
  {
    name: 'ten thousand messages keep their order',
    async run(host) {
      const one = start(host)
      one.process.link.post({ do: 'count', to: 10_000 })
      await one.received(10_001)
      assert.deepEqual(one.got.slice(1), counted(10_000))
      await stop(one)
    },
  },
  {
    name: 'what is posted before the process is up arrives, in order',
    async run(host) {
      const one = start(host)
      for (const value of counted(50)) assert.equal(one.process.link.post({ do: 'echo', value }), true)
      await one.received(51)
      assert.deepEqual(
        one.got.slice(1),
        counted(50).map((echo) => ({ echo })),
      )
      await stop(one)
    },
  },
  {
    name: 'messages wait for a receiver',
    async run(host) {
      const process = launch(host)
      process.link.post({ do: 'count', to: 20 })
      await new Promise((resolve) => setTimeout(resolve, 300))
      const got: unknown[] = []
      const all = new Promise<void>((resolve) => {
        process.link.onMessage((value) => {
          got.push(value)
          if (got.length === 21) resolve()
        })
      })
      await within(5000, all, 'what came before, and the rest')
      assert.deepEqual(got, ['up', ...counted(20)])
      const exit = new Promise((resolve) => process.onExit(resolve))
      process.kill('SIGKILL')
      await within(5000, exit, 'exit')
    },
  },
  {
    name: 'the exit comes after the last message and after the close, once',
    async run(host) {
      for (let round = 0; round < 5; round += 1) {
        const one = start(host)
        one.process.link.post({ do: 'count-and-exit', to: 2000, code: 0 })
        await within(10_000, one.exit, 'exit')
        assert.deepEqual(one.got.slice(1, 2001), counted(2000))
        assert.deepEqual(one.events.slice(-2), ['close', 'exit'])
        assert.equal(one.events.filter((event) => event === 'exit').length, 1)
      }
    },
  },
  ...[0, 1, 42].map((code) => ({
    name: `an exit with code ${code} is told as such`,
    async run(host: WorkerHost) {
      const one = start(host)
      one.process.link.post({ do: 'exit', code })
      assert.deepEqual(await within(5000, one.exit, 'exit'), { code, signal: null, reason: 'exited' })
    },
  })),
  {
    name: 'a crash is told as a crash',
    async run(host) {
      const one = start(host)
      await one.received(1)
      one.process.link.post({ do: 'signal', name: 'SIGSEGV' })
      assert.equal((await within(10_000, one.exit, 'exit')).reason, 'crashed')
    },
  },
  {
    name: 'SIGTERM ends an idle process, and it is told as killed',
    async run(host) {
      const one = start(host)
      await one.received(1)
      assert.equal(one.process.kill('SIGTERM'), true)
      assert.equal((await within(5000, one.exit, 'exit')).reason, 'killed')
    },
  },
  {
    name: 'SIGKILL ends a busy process, and it is told as killed',
    async run(host) {
      const one = start(host)
      await one.received(1)
      one.process.link.post({ do: 'spin' })
      await new Promise((resolve) => setTimeout(resolve, 50))
      assert.equal(one.process.kill('SIGKILL'), true)
      assert.equal((await within(5000, one.exit, 'exit')).reason, 'killed')
    },
  },
  {
    name: 'a kill before the process is up does nothing bad, and one after onSpawn works',
    async run(host) {
      const one = start(host)
      const spawned = new Promise<void>((resolve) => one.process.onSpawn(resolve))
      if (one.process.pid === undefined) assert.equal(one.process.kill('SIGKILL'), false)
      await within(5000, spawned, 'spawn')
      assert.equal(one.process.kill('SIGKILL'), true)
      await within(5000, one.exit, 'exit')
    },
  },
  {
    name: 'after the exit: kill is false, post is false, nothing throws',
    async run(host) {
      const one = start(host)
      await one.received(1)
      await stop(one)
      assert.equal(one.process.kill('SIGTERM'), false)
      assert.equal(one.process.kill('SIGKILL'), false)
      assert.equal(one.process.link.post({ do: 'echo', value: 1 }), false)
      assert.equal(one.process.rssBytes(), null)
    },
  },
  {
    name: 'a post inside the close and exit events is refused, not fatal',
    async run(host) {
      const process = launch(host)
      const answers: boolean[] = []
      process.link.onMessage(() => process.link.post({ do: 'exit', code: 0 }))
      process.link.onClose(() => answers.push(process.link.post('late')))
      await within(
        5000,
        new Promise<void>((resolve) => {
          process.onExit(() => {
            answers.push(process.link.post('too late'))
            resolve()
          })
        }),
        'exit',
      )
      assert.deepEqual(answers, [false, false])
    },
  },
  {
    name: 'a value that can not be cloned is refused and the link goes on',
    async run(host) {
      const one = start(host)
      await one.received(1)
      assert.equal(one.process.link.post({ do: 'echo', value: () => 1 }), false)
      one.process.link.post({ do: 'echo', value: 'still here' })
      await one.received(2)
      assert.deepEqual(one.got[1], { echo: 'still here' })
      await stop(one)
    },
  },
  {
    name: 'after this side closed nothing is delivered or sent',
    async run(host) {
      const one = start(host)
      await one.received(1)
      one.process.link.close()
      one.process.link.close()
      assert.equal(one.process.link.post({ do: 'echo', value: 1 }), false)
      one.process.kill('SIGKILL')
      await within(5000, one.exit, 'exit')
      assert.deepEqual(one.got, ['up'])
      assert.equal(one.events.filter((event) => event === 'close').length, 1)
    },
  },
  {
    name: 'the last 8 KB of what it wrote to standard error are kept, characters whole',
    async run(host) {
      const one = start(host)
      one.process.link.post({ do: 'stderr', text: `${'用'.repeat(20_000)}終` })
      one.process.link.post({ do: 'echo', value: 'written' })
      await one.received(2)
      one.process.link.post({ do: 'exit', code: 0 })
      await within(5000, one.exit, 'exit')
      const tail = one.process.stderrTail()
      assert.ok(tail.endsWith('用終'), tail.slice(-20))
      assert.ok(tail.length <= 8192)
      assert.ok(!tail.includes('\ufffd'))
    },
  },
  {
    name: 'pid and start time tell the process; its memory can be read',
    async run(host) {
      const [one, two] = [start(host), start(host)]
      await Promise.all([one.received(1), two.received(1)])
      assert.ok(Number.isSafeInteger(one.process.pid))
      assert.notEqual(one.process.pid, two.process.pid)
      assert.ok(one.process.startTime())
      assert.equal(one.process.startTime(), one.process.startTime())
      const rss = one.process.rssBytes()
      assert.ok(rss === null || rss > 1_000_000, String(rss))
      await Promise.all([stop(one), stop(two)])
    },
  },
  {
    name: 'two processes do not hear each other',
    async run(host) {
      const [one, two] = [start(host), start(host)]
      one.process.link.post({ do: 'echo', value: 'one' })
      two.process.link.post({ do: 'echo', value: 'two' })
      await Promise.all([one.received(2), two.received(2)])
      assert.deepEqual(
        [one.got, two.got],
        [
          ['up', { echo: 'one' }],
          ['up', { echo: 'two' }],
        ],
      )
      await stop(one)
      two.process.link.post({ do: 'echo', value: 'still' })
      await two.received(3)
      await stop(two)
    },
  },
  {
    name: 'a comlink call that is waiting when the process dies is answered with an error, quickly',
    async run(host) {
      const process = launch(host)
      const channel = openChannel(process.link, () => undefined)
      // The echo worker's own messages are no frames; the channel leaves them to onGarbage.
      channel.onRun(() => undefined)
      const remote = wrap<{ ping(): Promise<number> }>(channel.rpc)
      const answer = remote.ping().then(
        () => 'an answer',
        (error: Error) => error.name,
      )
      const exit = new Promise((resolve) => process.onExit(resolve))
      await new Promise<void>((resolve) => process.onSpawn(resolve))
      await new Promise((resolve) => setTimeout(resolve, 100))
      process.kill('SIGKILL')
      await within(5000, exit, 'exit')
      assert.equal(await within(100, answer, 'the answer'), 'LinkClosedError')
      assert.equal(
        await within(
          100,
          remote.ping().then(
            () => 'an answer',
            (error: Error) => error.name,
          ),
          'an answer afterwards',
        ),
        'LinkClosedError',
      )
    },
  },
]
