import { SimLibrary } from './sim-library.ts'
import { type Choose, microtasks, SimWorld } from './sim-world.ts'

/** Short waits, so that every deadline is a matter of a few timers. */
const LIMITS = { readyMs: 300, silenceMs: 600, watchMs: 100, storagePatienceMs: 2_000, stagingPatienceMs: 2_000, sidecarMs: 3_000 }

const COMMANDS = ['start', 'cancel', 'follow', 'step', 'cancel-old', 'start-twice', 'pause', 'unfollow', 'crash', 'take-over', 'close', 'clock'] as const
/** How often each command is drawn. */
const WEIGHTS = [5, 4, 4, 8, 2, 2, 1, 1, 1, 1, 1, 1]
const DRAW = COMMANDS.flatMap((command, index) => Array<(typeof COMMANDS)[number]>(WEIGHTS[index]!).fill(command))

/** The number sequence a schedule is made of; beyond its end every choice is 0, so shorter sequences are simpler schedules. */
export function chooserOf(numbers: readonly number[]): Choose {
  let at = 0
  return (n) => {
    const number = numbers[at] ?? 0
    at += 1
    return number % n
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
  const commands = 2 + choose(12)
  for (let n = 0; n < commands; n += 1) {
    const library = libraries[choose(4) === 3 ? 1 : 0]!
    await command(library, world, choose)
    checkAll()
    for (let steps = choose(8); steps > 0 && (await world.step()); steps -= 1) checkAll()
  }
  await runOut(libraries, world, checkAll)
  return world
}

async function command(library: SimLibrary, world: SimWorld, choose: Choose): Promise<void> {
  const what = DRAW[choose(DRAW.length)]!
  const { manager } = library.now
  const last = library.file.lastId
  if (world.tracing) world.trace.push(`-- ${library.name} ${what}`)
  if (what === 'start') watch(library.start())
  if (what === 'start-twice') for (let n = 0; n < 2; n += 1) watch(library.start())
  if (what === 'cancel') watch(library.cancel(manager.activeId() ?? last))
  if (what === 'cancel-old') watch(library.cancel(choose(last + 2)))
  if (what === 'pause') watch(choose(2) === 0 ? manager.pause(manager.activeId()) : manager.resume(manager.activeId()))
  if (what === 'follow' && last > 0) library.follow(1 + choose(last), choose(3))
  if (what === 'unfollow') library.unfollow()
  if (what === 'crash') library.crash()
  if (what === 'take-over') library.takeOver()
  if (what === 'close') library.close()
  if (what === 'clock') world.jump((choose(2) === 0 ? -1 : 1) * 1e10)
  await microtasks()
}

let failure: unknown = null

/** A command under way; what goes wrong in it fails the schedule. */
function watch(promise: Promise<unknown>): void {
  promise.catch((error: unknown) => {
    failure ??= error
  })
}

/** No more faults, no more commands: every run has to end, if need be because it is cancelled. */
async function runOut(libraries: readonly SimLibrary[], world: SimWorld, checkAll: () => void): Promise<void> {
  for (const library of libraries) library.faults = 0
  for (let steps = 0; await world.step(); steps += 1) {
    checkAll()
    if (steps > 20_000) throw new Error('the world does not come to rest')
  }
  for (const library of libraries) await library.checkQuiet()
  const found = failure
  failure = null
  if (found !== null) throw found
}
