import type { Mutant } from './runner.ts'
import { SEEDS } from './seeds.ts'

/**
 * Defects of the run engine that its tests must notice: the five seeds of the product (docs/reliability.md) and what else would bring
 * them back by another way. Each is put into the code under test; a mutant whose text is gone fails the suite too.
 */

const MODEL = 'src-main/runs/model.test.ts'
const MANAGER = 'src-main/runs/run-manager.test.ts'
const FINALISER = 'src-main/runs/finaliser.test.ts'
const WATCHDOG = 'src-main/runs/watchdog.test.ts'
const STAGING = 'src-main/runs/staging.test.ts'
const LOGS = 'src-main/runs/log-hub.test.ts'
const OUTCOME = 'src-main/runs/outcome.test.ts'
const HOSTS = 'src-main/hosts/conformance.test.ts'

const ACTIVE = 'src-main/runs/active-run.ts'
const RUN_MANAGER = 'src-main/runs/run-manager.ts'

const OTHERS: readonly Mutant[] = [
  {
    id: 'latch-twice',
    defect: 'A later ending replaces the outcome.',
    edits: [{ file: 'src-main/runs/outcome.ts', find: '    if (this.#value !== null) return false\n', replace: '' }],
    tests: [MODEL, OUTCOME],
  },
  {
    id: 'cancelled-loses-to-failed',
    defect: 'A run that was asked to stop is failed when its worker dies of it.',
    edits: [
      {
        file: 'src-main/runs/outcome.ts',
        find: 'if (intent.cancelRequested) return',
        replace: "if (intent.cancelRequested && ending.type === 'cancelled') return",
      },
    ],
    tests: [MODEL, OUTCOME],
  },
  {
    id: 'quit-is-failure',
    defect: 'A run stopped by closing the app is failed.',
    edits: [
      { file: 'src-main/runs/outcome.ts', find: 'if (intent.quitting) return', replace: 'if (intent.quitting && !intent.ready) return' },
    ],
    tests: [MODEL, MANAGER],
  },
  {
    id: 'exit-before-messages',
    defect: 'The exit of a process is told before its last messages are read: done, then exit, becomes a crash.',
    edits: [{ file: 'src-main/hosts/fork-host.ts', find: "new Set(['exit', 'disconnect', 'close'])", replace: "new Set(['exit'])" }],
    tests: ['src-main/hosts/fork-host.test.ts'],
  },
  {
    id: 'slot-before-process',
    defect: 'The slot is free as soon as the outcome is stored, while the process still works.',
    edits: [
      {
        file: ACTIVE,
        find: 'Promise.all([this.#ended.promise, this.#processGone.promise])',
        replace: 'Promise.all([this.#ended.promise])',
      },
    ],
    tests: [MANAGER],
  },
  {
    id: 'token-unchecked',
    defect: 'A message is taken for this run’s without its token.',
    edits: [
      {
        file: 'src-main/runs/worker-channel.ts',
        find: 'body.runId === identity.runId && body.token === identity.token',
        replace: 'body.runId === identity.runId',
      },
    ],
    tests: [MODEL, WATCHDOG],
  },
  {
    id: 'no-reading-after-an-error',
    defect: 'After a failed write the row is not read again: a commit that took effect is written twice or for ever.',
    edits: [{ file: 'src-main/runs/finaliser.ts', find: '    this.#doubt = true\n    this.#failures', replace: '    this.#failures' }],
    tests: [FINALISER],
  },
  {
    id: 'connection-trusted-after-io-error',
    defect: 'After an I/O error the same connection goes on.',
    edits: [{ file: 'src-main/runs/finaliser.ts', find: 'await store.reopen().catch(', replace: 'await Promise.resolve().catch(' }],
    tests: [FINALISER],
  },
  {
    id: 'no-sidecar',
    defect: 'An outcome that can not be stored is kept nowhere.',
    edits: [
      {
        file: 'src-main/runs/finaliser.ts',
        find: 'this.#sidecarTimer = clock.after(limits.sidecarMs, () => void this.writeSidecar())',
        replace: 'this.#sidecarTimer = clock.after(limits.sidecarMs, () => undefined)',
      },
    ],
    tests: [FINALISER],
  },
  {
    id: 'leftover-of-a-failed-start',
    defect: 'A start whose insert failed after its commit leaves a run that blocks the library.',
    edits: [
      {
        file: RUN_MANAGER,
        find: 'if (this.#closing === null) this.#sweep = new LeftoverSweep(this.#deps)',
        replace: 'this.#sweep = null',
      },
    ],
    tests: [MODEL, MANAGER],
  },
  {
    id: 'stall-by-the-wall-clock',
    defect: 'Silence is measured by a clock people can set.',
    edits: [{ file: 'src-main/runs/watchdog.ts', find: 'const now = clock.monotonic()', replace: 'const now = clock.wall()' }],
    tests: [WATCHDOG],
  },
  {
    id: 'sleep-counts-as-silence',
    defect: 'A worker is stalled because the computer slept.',
    edits: [
      { file: 'src-main/runs/watchdog.ts', find: '    if (now - this.#lastLook > limits.watchMs * 3) this.#lastSign = now\n', replace: '' },
    ],
    tests: [WATCHDOG],
  },
  {
    id: 'kill-with-term',
    defect: 'SIGKILL follows SIGTERM at once: a worker has no time to leave by itself.',
    edits: [{ file: 'src-main/runs/stopper.ts', find: '[cancelKillMs - cancelTermMs, ', replace: '[0, ' }],
    tests: [MANAGER],
  },
  {
    id: 'sleep-counts-as-tries',
    defect: 'A write that failed once before the computer slept is given up after it.',
    edits: [{ file: 'src-main/runs/staging.ts', find: 'limits.retryLongestMs * 3)', replace: 'Number.POSITIVE_INFINITY)' }],
    tests: [STAGING],
  },
  {
    id: 'ack-before-commit',
    defect: 'A batch is acknowledged before it is stored: done can come before its rows.',
    edits: [
      {
        file: 'src-main/runs/staging.ts',
        find: '        await store.stage(runId, batch.stage, batch.items, batch.number)\n',
        replace: '        ack(batch.number)\n        await store.stage(runId, batch.stage, batch.items, batch.number)\n',
      },
    ],
    tests: [MODEL, STAGING],
  },
  {
    id: 'batch-stored-twice',
    defect: 'A batch whose error came after its commit is stored a second time.',
    edits: [{ file: 'src-main/runs/staging.ts', find: 'batch.items, batch.number)', replace: 'batch.items)' }],
    tests: [MODEL, STAGING],
  },
  {
    id: 'no-credit',
    defect: 'A worker may send as much as it likes.',
    edits: [{ file: 'src-main/runs/staging.ts', find: 'if (number - this.#committed > MAX_UNACKED_BATCHES)', replace: 'if (number < 0)' }],
    tests: [STAGING],
  },
  {
    id: 'late-follower-misses-lines',
    defect: 'Who follows late gets only the lines from then on.',
    edits: [
      {
        file: 'src-main/runs/log-hub.ts',
        find: 'const pump = new LogPump(this.#source, subscriber, afterSeq)\n    this.#pumps',
        replace: 'const pump = new LogPump(this.#source, subscriber, Math.max(afterSeq, this.#lastSeq))\n    this.#pumps',
      },
    ],
    tests: [MODEL, LOGS],
  },
  {
    id: 'line-in-the-gap',
    defect: 'A line that comes between looking and leaving wakes no follower.',
    edits: [
      {
        file: 'src-main/runs/log-pump.ts',
        find: '        const lines = this.#source.fromMemory(this.#cursor)\n',
        replace: '        const lines = this.#source.fromMemory(this.#cursor)\n        await null\n',
      },
    ],
    tests: [MODEL, LOGS],
  },
  {
    id: 'end-not-told-again',
    defect: 'A follower that comes after the end waits for ever.',
    edits: [
      {
        file: 'src-main/runs/log-hub.ts',
        find: '      end: () => this.#end,\n',
        replace: '      end: () => (this.#pumps.size > 1 ? null : this.#end),\n',
      },
    ],
    tests: [MODEL, LOGS],
  },
  {
    id: 'kill-before-spawn-forgotten',
    defect: 'A kill of a process without a pid is lost: the orphan runs on.',
    edits: [
      {
        file: 'src-main/runs/stopper.ts',
        find: 'if (!this.#process.kill(name) && !this.#spawned) this.#pendingSignal = name',
        replace: 'this.#process.kill(name)',
      },
    ],
    tests: [MODEL, MANAGER],
  },
  {
    id: 'signal-after-exit',
    defect: 'The ladder goes on after the process is gone: a stranger with its pid is killed.',
    edits: [{ file: 'src-main/runs/stopper.ts', find: '    this.#gone = true\n', replace: '    if (this.#gone) return\n    return\n' }],
    tests: [MODEL, WATCHDOG],
  },
  {
    id: 'cancel-waits-for-ready',
    defect: 'A cancel before the worker is ready is not decided at once.',
    edits: [
      {
        file: ACTIVE,
        find: "    if (!this.#ready) this.#finish({ type: 'stopped-before-ready' })\n    else {\n      // The worker",
        replace: '    {\n      // The worker',
      },
    ],
    tests: [MANAGER],
  },
  {
    id: 'pid-without-start-time',
    defect: 'A process is killed because it has the pid of a dead worker.',
    edits: [{ file: 'src-main/runs/recovery.ts', find: "  if (start !== recordedStart) return 'stranger'\n", replace: '' }],
    tests: ['src-main/runs/recovery.test.ts'],
  },
  {
    id: 'error-not-sanitised',
    defect: 'The text of an error is stored with its paths and secrets.',
    edits: [{ file: ACTIVE, find: 'outcome.error === null ? null : this.#sanitise(outcome.error)', replace: 'outcome.error' }],
    tests: [MANAGER],
  },
  {
    id: 'call-to-the-dead-hangs',
    defect: 'A comlink call that waits when the other process dies waits for ever.',
    edits: [
      {
        file: 'src-main/contract/channel.ts',
        find: '    for (const id of [...this.#pending]) this.deliver(throwReply(id))\n',
        replace: '',
      },
    ],
    tests: ['src-main/contract/channel.test.ts', HOSTS],
  },
  {
    id: 'run-never-collected',
    defect: 'Every run stays in memory with its log: comlink’s registry of proxies leads to it.',
    edits: [
      { file: 'src-main/contract/channel.ts', find: 'const self = new WeakRef(this)', replace: 'const self = { deref: () => this }' },
      { file: 'src-main/runs/worker-channel.ts', find: '      control[releaseProxy]()\n', replace: '      void releaseProxy\n' },
    ],
    tests: [MANAGER],
  },
  {
    id: 'worker-throws-finished-work-away',
    defect: 'The worker looks at its signal again after the pipeline has finished.',
    edits: [
      {
        file: 'src-worker/run/run-of-worker.ts',
        find: '      await this.#results.flush()\n',
        replace: '      await this.#results.flush()\n      this.#abort.signal.throwIfAborted()\n',
      },
    ],
    tests: ['src-worker/run/serve.test.ts'],
  },
  {
    id: 'checkpoint-without-a-turn',
    defect: 'A checkpoint never lets a message in: a busy pipeline can not be cancelled.',
    edits: [{ file: 'src-worker/run/gate.ts', find: '      await this.#time.turn()\n', replace: '' }],
    tests: ['src-worker/run/run.test.ts'],
  },
]

export const RUN_ENGINE_MUTANTS: readonly Mutant[] = [...SEEDS, ...OTHERS]
