import type { Mutant } from './runner.ts'

/** Defects at the edges of the run engine: who may write, what reaches the disk, who waits for whom, what people are told. */

export const STORAGE_MUTANTS: readonly Mutant[] = [
  {
    id: 'lost-owner-writes-on-main',
    defect: 'A process that lost its library goes on writing decisions and settings.',
    edits: [{ file: 'src-main/store/state-connection.ts', find: '          assertOwner(this.#db, this.#epoch)\n', replace: '' }],
    tests: ['src-main/store/recovery.test.ts'],
  },
  {
    id: 'lost-owner-writes-in-the-thread',
    defect: 'A process that lost its library goes on writing rows and log lines.',
    edits: [{ file: 'src-main/store/thread/scheduler.ts', find: '      assertOwner(this.#db, this.#epoch)\n', replace: '' }],
    tests: ['src-main/store/recovery.test.ts'],
  },
  {
    id: 'start-for-another-owner',
    defect: 'A new run is inserted under an epoch that does not own the library.',
    edits: [{ file: 'src-main/store/runs.ts', find: '  assertOwner(db, writer.epoch)\n', replace: '' }],
    tests: ['src-main/store/runs.test.ts'],
  },
  {
    id: 'taken-over-run-goes-on',
    defect: 'A run whose library was taken over tries to store its rows for a minute.',
    edits: [
      {
        file: 'src-main/runs/staging.ts',
        find: "if (error instanceof AppError && error.code === 'NOT_OWNER') {",
        replace: "if (error instanceof AppError && error.code === 'USAGE') {",
      },
    ],
    tests: ['src-main/runs/staging.test.ts'],
  },
  {
    id: 'record-without-its-name',
    defect: 'The record of an outcome is on the disk, its name may not be.',
    edits: [{ file: 'src-main/store/sidecar.ts', find: '      await syncFolder(appDataDir)\n', replace: '' }],
    tests: ['src-main/store/sidecar.test.ts'],
  },
  {
    id: 'claim-given-up-at-once',
    defect: 'Two processes that try for the lock in the same moment both give it up.',
    edits: [{ file: 'src-main/store/open.ts', find: 'of CLAIM_AGAIN_MS)', replace: 'of CLAIM_AGAIN_MS.slice(9))' }],
    tests: ['src-main/store/processes.test.ts'],
  },
  {
    id: 'thread-waits-in-a-transaction',
    defect: 'The store thread stands still while somebody else holds the write lock.',
    edits: [{ file: 'src-main/store/connection.ts', find: "    db.pragma('busy_timeout = 0')\n", replace: '' }],
    tests: ['src-main/store/processes.test.ts'],
  },
  {
    id: 'closing-forgets-the-process',
    defect: 'The app closes while the process of a run that has ended is still there.',
    edits: [
      {
        file: 'src-main/runs/run-manager.ts',
        find: 'const last = this.#slot?.run ?? null',
        replace: 'const last = null as ActiveRun | null',
      },
    ],
    tests: ['src-main/runs/run-manager.test.ts'],
  },
  {
    id: 'grace-by-the-clock',
    defect: 'A machine that stood still gives a worker up before it reads what the worker had said.',
    edits: [
      {
        file: 'src-main/hosts/grace.ts',
        find: '    setImmediate(() => setImmediate(() => setImmediate(look)))\n',
        replace: '    void look\n    over()\n',
      },
    ],
    tests: ['src-main/hosts/fork-host.test.ts'],
  },
  {
    id: 'piece-taken-twice',
    defect: 'A piece of a big document that comes twice, because its commit was unclear, is in it twice.',
    edits: [{ file: 'src-main/contract/results.ts', find: '    this.#parts[index] = json\n', replace: '    this.#parts.push(json)\n' }],
    tests: ['src-worker/run/run.test.ts'],
  },
  {
    id: 'unsaved-passes-for-saved',
    defect: 'The terminal writes a glossary from a library that does not hold the run yet.',
    edits: [
      { file: 'src-main/cli/follow-run.ts', find: "    if (end.status === 'completed' && unsaved) throw notSaved(id)\n", replace: '' },
    ],
    tests: ['src-main/cli/follow-run.test.ts'],
  },
  {
    id: 'review-without-rests',
    defect: 'No cancel gets into the search for circular definitions.',
    edits: [{ file: 'src-worker/definitions/checks.ts', find: '    await rest()\n    const genus', replace: '    const genus' }],
    tests: ['src-worker/definitions/checks.test.ts'],
  },
]
