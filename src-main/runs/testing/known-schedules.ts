/**
 * Schedules that find a defect quickly, shortest form, run before every random search: each one broke an invariant of the engine with a
 * mutant of scripts/mutants/run-engine.ts in it. A schedule that ever fails on the engine itself is added here.
 */
export const KNOWN_SCHEDULES: readonly (readonly [name: string, schedule: readonly number[]])[] = [
  ['seed 1: state shared between runs', [205497420]],
  ['seed 2: check, then act', [0]],
  ['seed 3: cancel of whatever is active', [2046738155]],
  ['seed 4: a late cancel wins', [2147480819, 29413]],
  ['seed 4: a late cancel is accepted', [1077787718]],
  ['seed 5: an error becomes the outcome', [6, 9301, 5047, 13238, 0]],
  ['an outcome decided twice', [171124318, 17751, 0]],
  ['cancelled loses to failed', [348760481, 0]],
  ['a quit is a failure', [607872650, 0, 0, 10115, 0, 0, 20258, 0, 0, 23127]],
  ['a failed start leaves a run', [2147483307, 14071, 52272, 6901]],
  ['acknowledged before it is stored', [29, 0, 0]],
  ['a batch stored twice', [1034484453, 28047, 782, 18505, 0]],
  ['a late follower misses lines', [607862201, 7151, 0, 1307, 0, 0, 0, 21811]],
  ['an end that is not told', [67167051, 10437, 0, 12647]],
  ['paused when closed and unreadable (found by a million schedules)', [771640388]],
  ['a kill before the process has a pid', [380205642, 28882, 10891]],
]
