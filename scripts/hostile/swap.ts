import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A process that swaps a folder for a link to another one and back, as fast as it can: `node swap.ts FOLDER STOLEN`, until it is ended. Tools that
 * check a path and then open it read the wrong file sooner or later.
 */
const [folder, stolen] = process.argv.slice(2)
if (folder === undefined || stolen === undefined) throw new Error('Usage: node swap.ts FOLDER STOLEN')
const aside = join(folder, '..', '..', 'aside')
/** Stays a moment as things are, up to a fifth of a millisecond: the time a check takes, and the opening after it. */
function dwell(i: number): void {
  const until = performance.now() + (i % 20) / 100
  while (performance.now() < until);
}
let going = true
process.on('SIGTERM', () => {
  going = false
})
while (going) {
  for (let i = 0; i < 200; i++) {
    renameSync(folder, aside)
    symlinkSync(stolen, folder)
    dwell(i)
    rmSync(folder)
    renameSync(aside, folder)
    dwell(i * 7)
  }
  await new Promise((resolve) => setImmediate(resolve))
}
