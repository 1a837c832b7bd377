import type { Mutant } from './runner.ts'

/** The five defects of the predecessor that the product is founded on (docs/reliability.md), each by the ways it would come back. */

const MODEL = 'src-main/runs/model.test.ts'
const MANAGER = 'src-main/runs/run-manager.test.ts'
const ACTIVE = 'src-main/runs/active-run.ts'
const RUN_MANAGER = 'src-main/runs/run-manager.ts'

export const SEEDS: readonly Mutant[] = [
  {
    id: 'seed-1-shared-state',
    defect: 'The log of a run hangs on the module: the next run writes into the log of the first.',
    edits: [
      { file: ACTIVE, find: 'this.#hub = new LogHub({', replace: 'this.#hub = shared.hub ??= new LogHub({' },
      { file: ACTIVE, find: 'export interface Decision {', replace: 'const shared: { hub?: LogHub } = {}\n\nexport interface Decision {' },
    ],
    tests: [MODEL, MANAGER],
  },
  {
    id: 'seed-1-shared-token',
    defect: 'All runs share one token: a message of an old worker passes for the new run.',
    edits: [
      { file: ACTIVE, find: 'this.#token = deps.ids.token()', replace: 'this.#token = shared.token ??= deps.ids.token()' },
      {
        file: ACTIVE,
        find: 'export interface Decision {',
        replace: 'const shared: { token?: string } = {}\n\nexport interface Decision {',
      },
    ],
    tests: [MANAGER],
  },
  {
    id: 'seed-2-check-then-act',
    defect: 'The slot is looked at, then something is awaited, then the slot is taken.',
    edits: [
      {
        file: RUN_MANAGER,
        find: '      if (slot === null) break\n',
        replace: '      if (slot === null && (await this.#deps.store.activeRun()) === null) break\n      if (slot === null) continue\n',
      },
    ],
    tests: [MODEL, MANAGER],
  },
  {
    id: 'seed-3-global-cancel',
    defect: 'Cancel acts on whatever run is active, not on the one it names.',
    edits: [
      {
        file: RUN_MANAGER,
        find: 'return this.#runs.get(id as RunId) ?? null',
        replace: 'return id === 0 ? null : (this.#slot?.run ?? null)',
      },
    ],
    tests: [MODEL, MANAGER],
  },
  {
    id: 'seed-4-late-cancel-wins',
    defect: 'Finished work is thrown away because a cancel came meanwhile.',
    edits: [
      {
        file: 'src-main/runs/outcome.ts',
        find: "if (ending.type === 'done') return",
        replace: "if (ending.type === 'done' && !intent.cancelRequested) return",
      },
    ],
    tests: [MODEL],
  },
  {
    id: 'seed-4-late-cancel-accepted',
    defect: 'A cancel after the outcome is accepted: the latch is not asked.',
    edits: [
      {
        file: ACTIVE,
        find: "    if (outcome !== null) return { answer: 'too-late', status: outcome.status }\n    if (this.#cancelRequested)",
        replace: '    if (outcome === undefined) return { answer: "unknown" }\n    if (this.#cancelRequested)',
      },
    ],
    tests: [MODEL, MANAGER],
  },
  {
    id: 'seed-5-error-becomes-failed',
    defect: 'An error while the outcome is written turns it into failed.',
    edits: [
      {
        file: 'src-main/runs/finaliser.ts',
        find: '    this.#failures += 1\n',
        replace:
          "    this.#failures += 1\n    if (this.#final !== null) {\n      this.#final = { ...this.#final, status: 'failed', failureKind: 'error', completion: null }\n      this.#target = 'failed'\n    }\n",
      },
    ],
    tests: [MODEL],
  },
]
