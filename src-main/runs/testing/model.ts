import { SimLibrary } from './sim-library.ts'
import { type Choose, microtasks, SimWorld } from './sim-world.ts'

/** Short waits, so that every deadline is a matter of a few timers. */
const LIMITS = { readyMs: 1_200, silenceMs: 1_500, watchMs: 100, storagePatienceMs: 2_000, stagingPatienceMs: 2_000, sidecarMs: 3_000 }

const COMMANDS = [
  'start',
  'cancel',
  'follow',
  'step',
  'cancel-old',
  'start-twice',
  'pause',
  'unfollow',
  'crash',
  'take-over',
  'close',
  'clock',
] as const
/** How often each command is drawn. */
const WEIGHTS = [9, 4, 4, 8, 2, 2, 1, 1, 1, 1, 1, 1]
const DRAW = COMMANDS.flatMap((command, index) => Array<(typeof COMMANDS)[number]>(WEIGHTS[index]!).fill(command))

/**
 * The choices a schedule is made of: its numbers from the second on, then pseudo-random ones grown from the first (mulberry32); a first
 * number of 0 makes all of them 0. So a schedule is as long as it needs to be, and shrinks to a few numbers.
 */
export function chooserOf(numbers: readonly number[]): Choose {
  let at = 0
  let state = numbers[0] ?? 0
  return (n) => {
    at += 1
    if (at < numbers.length) return numbers[at]! % n
    if (state === 0) return 0
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n
  }
}

/**
 * One random history: two libraries, commands between steps of the world, then everything runs out, and nothing may be left.
 * @throws Violation
 */
export async function runSchedule(numbers: readonly number[], tracing = false): Promise<SimWorld> {
  const choose = chooserOf(numbers)
  const world = new SimWorld(choose)
  world.tracing = tracing
  const libraries = [new SimLibrary('A', world, choose, LIMITS), new SimLibrary('B', world, choose, LIMITS)]
  for (const library of libraries) library.faults = choose(5)
  const checkAll = () => {
    for (const library of libraries) library.check()
  }
  let failure: unknown = null
  /** A command under way; what goes wrong in it fails the schedule. */
  const watch = (promise: Promise<unknown>): void => {
    promise.catch((error: unknown) => {
      failure ??= error
    })
  }
  const commands = 3 + choose(15)
  for (let n = 0; n < commands; n += 1) {
    const library = libraries[choose(5) === 4 ? 1 : 0]!
    await command(library, world, choose, watch)
    checkAll()
    for (let steps = choose(12); steps > 0 && (await world.step()); steps -= 1) checkAll()
  }
  await runOut(libraries, world, checkAll)
  if (failure !== null) throw failure
  return world
}

async function command(library: SimLibrary, world: SimWorld, choose: Choose, watch: (promise: Promise<unknown>) => void): Promise<void> {
  const what = DRAW[choose(DRAW.length)]!
  const { manager } = library.now
  const last = library.file.lastId
  if (world.tracing) world.trace.push(`-- ${library.name} ${what}`)
  if (what === 'start') watch(library.start())
  if (what === 'start-twice') for (let n = 0; n < 2; n += 1) watch(library.start())
  if (what === 'cancel') watch(library.cancel(manager.activeId() ?? last))
  if (what === 'cancel-old') watch(library.cancel(choose(last + 2)))
  if (what === 'pause') watch(library.pause(choose(2) === 0))
  if (what === 'follow' && last > 0) library.follow(1 + choose(last), choose(3))
  if (what === 'unfollow') library.unfollow()
  if (what === 'crash') library.crash()
  if (what === 'take-over') library.takeOver()
  if (what === 'close') library.close()
  if (what === 'clock') world.jump((choose(2) === 0 ? -1 : 1) * 1e10)
  await microtasks()
}

/** No more faults, no more commands: every run has to end, if need be because it is cancelled. */
async function runOut(libraries: readonly SimLibrary[], world: SimWorld, checkAll: () => void): Promise<void> {
  for (const library of libraries) library.faults = 0
  for (let steps = 0; await world.step(); steps += 1) {
    checkAll()
    if (steps > 20_000) throw new Error('the world does not come to rest')
  }
  for (const library of libraries) await library.checkQuiet()
}
