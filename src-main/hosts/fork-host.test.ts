import type { ChildProcess, ForkOptions } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { open as openFile } from 'node:fs'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { WorkerExit } from '../runs/ports.ts'
import { createForkHost } from './fork-host.ts'
import { LEAN_HEAP } from './worker-env.ts'

/** The events of a child process in orders a real one shows only now and then, or on another system. */

class FakeChild extends EventEmitter {
  pid: number | undefined = 4711
  connected = true
  readonly stdout = new PassThrough()
  readonly stderr = new PassThrough()
  readonly sent: unknown[] = []
  readonly signals: string[] = []

  send(value: unknown, done: (error: Error | null) => void): boolean {
    this.sent.push(value)
    done(null)
    return true
  }

  disconnect(): void {
    this.connected = false
    this.emit('disconnect')
  }

  kill(signal: string): boolean {
    this.signals.push(signal)
    return true
  }
}

function launch(drainGraceMs = 60) {
  const child = new FakeChild()
  let options: ForkOptions = {}
  const host = createForkHost({
    entry: '/app/worker.ts',
    drainGraceMs,
    fork: (_entry, _args, given) => {
      options = given
      return child as unknown as ChildProcess
    },
  })
  const process = host.launch({ serviceName: 'run-1-x', maxOldSpaceMb: 123 })
  const events: unknown[] = []
  process.link.onMessage((value) => events.push(value))
  process.link.onClose(() => events.push('close'))
  process.onExit((exit) => events.push(exit))
  return { child, process, events, options: () => options }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const exited: WorkerExit = { code: 0, signal: null, reason: 'exited' }

describe('the end of a forked worker', () => {
  it('exit first, messages afterwards: the exit waits for them (21)', async () => {
    const { child, events } = launch()
    child.emit('exit', 0, null)
    await sleep(5)
    child.emit('message', 'done')
    child.emit('disconnect')
    await sleep(5)
    expect(events).toEqual(['done'])
    child.emit('close', 0, null)
    await expect.poll(() => events).toEqual(['done', 'close', exited])
  })

  it.each([
    [['disconnect', 'close', 'exit']],
    [['close', 'exit', 'disconnect']],
    [['exit', 'close', 'disconnect']],
    [['disconnect', 'exit', 'close']],
  ])('in the order %s it is told once, last', async (order) => {
    const { child, events } = launch(10_000)
    child.emit('message', 1)
    for (const name of order) child.emit(name, 0, null)
    await expect.poll(() => events.length).toBe(3)
    // Nothing comes after it.
    await sleep(20)
    expect(events).toEqual([1, 'close', exited])
  })

  it('a grandchild that keeps the pipes open delays it by the grace, not for ever', async () => {
    const { child, events } = launch(40)
    child.emit('exit', 0, null)
    await sleep(15)
    expect(events).toEqual([])
    await expect.poll(() => events).toEqual(['close', exited])
    child.emit('disconnect')
    child.emit('close', 0, null)
    await sleep(10)
    expect(events).toHaveLength(2)
  })

  it('a machine that stood still reads what had come before it gives up: done is not lost (21)', async () => {
    const { child, events } = launch(20)
    const file = fileURLToPath(import.meta.url)
    // From here the loop comes to its timers before it comes to its input.
    await new Promise((resolve) => setImmediate(resolve))
    child.emit('exit', 0, null)
    // Read by the system while this process stands still, so it is there in the first look at input after the timers.
    openFile(file, 'r', () => child.emit('message', 'done'))
    for (const end = performance.now() + 80; performance.now() < end; );
    await expect.poll(() => events).toEqual(['done', 'close', exited])
  })

  it('as long as messages come the grace begins anew', async () => {
    const { child, events } = launch(40)
    child.emit('exit', 0, null)
    const looked = setInterval(() => child.emit('message', 'more'), 5)
    await sleep(120)
    clearInterval(looked)
    expect(events.every((one) => one === 'more')).toBe(true)
    await expect.poll(() => events.slice(-2)).toEqual(['close', exited])
  })

  it('an exit that came before anyone asked is told when somebody does', async () => {
    const { child, process } = launch()
    for (const name of ['exit', 'disconnect', 'close']) child.emit(name, 7, null)
    await sleep(10)
    const late: WorkerExit[] = []
    process.onExit((exit) => late.push(exit))
    expect(late).toEqual([{ ...exited, code: 7 }])
  })

  it.each([
    [0, null, '', 'exited'],
    [3, null, '', 'exited'],
    [139, null, '', 'crashed'],
    [null, 'SIGSEGV', '', 'crashed'],
    [null, 'SIGTERM', '', 'killed'],
    [null, 'SIGKILL', '', 'killed'],
    [134, null, 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 'oom'],
    [null, 'SIGABRT', 'FATAL ERROR: JavaScript heap out of memory', 'oom'],
    [null, 'SIGABRT', 'Assertion failed', 'crashed'],
  ])('code %s, signal %s, saying "%s" is %s', async (code, signal, said, reason) => {
    const { child, events } = launch()
    child.stderr.write(said)
    await sleep(2)
    for (const name of ['disconnect', 'close', 'exit']) child.emit(name, code, signal)
    await expect.poll(() => events.at(-1)).toEqual({ code, signal, reason })
  })

  it('a process that could not be started is launch-failed, with the reason', async () => {
    const { child, process, events } = launch()
    child.pid = undefined
    child.emit('error', new Error('spawn ENOENT'))
    await expect.poll(() => events.at(-1)).toEqual({ code: null, signal: null, reason: 'launch-failed' })
    expect(process.stderrTail()).toContain('ENOENT')
    expect(process.kill('SIGKILL')).toBe(false)
  })

  it('an error of a process that runs (a failed kill) is not its end', async () => {
    const { child, events } = launch()
    child.emit('error', new Error('kill EPERM'))
    await sleep(10)
    expect(events).toEqual([])
  })
})

describe('a forked worker', () => {
  it('gets its heap cap, an environment of its own, and pipes', () => {
    const { options } = launch()
    expect(options()).toMatchObject({ serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    // Run from its sources: with V8's wrapper tiering off as well.
    expect(options().execArgv).toEqual(['--max-old-space-size=123', ...LEAN_HEAP, '--wasm-wrapper-tiering-budget=1000000000'])
    expect(options().env).not.toBe(process.env)
  })

  it('sends nothing once its channel is closed', () => {
    const { child, process } = launch()
    child.connected = false
    expect(process.link.post(1)).toBe(false)
    expect(child.sent).toEqual([])
  })
})
