import { fork } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linuxProcesses, psProcesses, systemProcesses, windowsProcesses } from './process-system.ts'
import { TextTail } from './stderr-tail.ts'
import { sourceWorkerEntry } from './worker-entry.ts'
import { WORKER_ENV, workerEnv } from './worker-env.ts'

describe('processes of this system', () => {
  const system = systemProcesses()

  it('this process has a start time, always the same', () => {
    expect(system.startTime(process.pid)).toBeTruthy()
    expect(system.startTime(process.pid)).toBe(system.startTime(process.pid))
  })

  it('two processes have different ones', async () => {
    const child = fork(join(import.meta.dirname, 'fixtures', 'deaf.ts'))
    expect(system.startTime(child.pid!)).not.toBe(system.startTime(process.pid))
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    expect(system.startTime(child.pid!)).toBe(null)
  })

  it('a process there is not has none, no memory, and takes no signal', () => {
    expect(system.startTime(2 ** 30)).toBe(null)
    expect(system.rssBytes(2 ** 30)).toBe(null)
    expect(system.signal(2 ** 30, 'SIGTERM')).toBe(false)
  })

  it.each([0, -1, 1.5, Number.NaN])('pid %s takes no signal: it would address a group', (pid) => {
    expect(system.signal(pid, 'SIGTERM')).toBe(false)
  })

  it('this process is bigger than 10 MB', () => {
    expect(system.rssBytes(process.pid)).toBeGreaterThan(10 * 1024 * 1024)
  })
})

describe.runIf(process.platform === 'linux')('Linux', () => {
  it('agrees with Node on the resident set', () => {
    const own = process.memoryUsage.rss()
    const seen = linuxProcesses().rssBytes(process.pid)!
    expect(Math.abs(seen - own)).toBeLessThan(own * 0.2)
  })

  it('names the boot, so that a pid of an earlier one is a stranger', () => {
    expect(linuxProcesses().startTime(process.pid)).toMatch(/^[0-9a-f-]{36}:\d+$|^boot:\d+$/)
  })
})

describe('other systems', () => {
  it('macOS: ps gives start time and kilobytes', () => {
    const asked: string[][] = []
    const system = psProcesses((command, args) => {
      asked.push([command, ...args])
      return args.includes('rss=') ? '  2048' : 'Sat Nov 21 01:02:03 2026'
    })
    expect(system.startTime(7)).toBe('Sat Nov 21 01:02:03 2026')
    expect(system.rssBytes(7)).toBe(2048 * 1024)
    expect(asked[0]).toEqual(['ps', '-o', 'lstart=', '-p', '7'])
  })

  it('macOS: a ps that fails is no process', () => {
    const system = psProcesses(() => null)
    expect(system.startTime(7)).toBe(null)
    expect(system.rssBytes(7)).toBe(null)
  })

  it('Windows: PowerShell gives the start time; memory comes from heartbeats', () => {
    const system = windowsProcesses((_command, args) => (args.at(-1)!.includes('-Id 7)') ? '133765' : null))
    expect(system.startTime(7)).toBe('133765')
    expect(system.rssBytes(7)).toBe(null)
  })
})

describe('the environment of a worker', () => {
  /** What keeps its threads small. */
  const lean = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '262144' }

  it('holds the listed variables and nothing else', () => {
    const env = workerEnv({ PATH: '/bin', HOME: '/h', SECRET_KEY: 'x', NODE_OPTIONS: '--inspect', HTTP_PROXY: 'p', LANG: undefined })
    expect(env).toEqual({ ...lean, PATH: '/bin', HOME: '/h' })
  })

  it('takes what the host adds, strings only', () => {
    const env = workerEnv({ PATH: '/bin' }, { SCENARIO: 'x' })
    expect(env).toEqual({ ...lean, PATH: '/bin', SCENARIO: 'x' })
    expect(Object.values(workerEnv(process.env)).every((value) => typeof value === 'string')).toBe(true)
  })

  it('lists no variable that holds a secret', () => {
    expect(WORKER_ENV.filter((name) => /KEY|TOKEN|SECRET|PASS|PROXY|NODE_OPTIONS/u.test(name))).toEqual([])
  })
})

describe('the tail of a byte stream', () => {
  it('keeps the last characters', () => {
    const tail = new TextTail(5)
    tail.push(Buffer.from('abcdefgh'))
    expect(tail.text()).toBe('defgh')
  })

  it('keeps characters whole that come in pieces', () => {
    const tail = new TextTail()
    for (const byte of Buffer.from('用語👍')) tail.push(Buffer.from([byte]))
    expect(tail.text()).toBe('用語👍')
  })

  it('does not begin with half a character', () => {
    const tail = new TextTail(3)
    tail.push(Buffer.from('👍👍'))
    expect(tail.text()).toBe('👍')
  })

  it('stays small whatever comes', () => {
    const tail = new TextTail(10)
    for (let n = 0; n < 10_000; n += 1) tail.push(Buffer.from('0123456789'))
    expect(tail.text()).toHaveLength(10)
  })
})

describe('the worker’s entry', () => {
  it('is the source beside this code', () => {
    expect(sourceWorkerEntry()).toMatch(/src-worker[\\/]main\.ts$/)
  })
})
