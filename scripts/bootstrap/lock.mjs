// @ts-check
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 300
/** A lock file is written in two steps; one still empty after this long was left by a crash. */
const EMPTY_MS = 5000

/**
 * Runs `work` while no other process runs under the same lock file. A lock whose process is gone is taken over.
 * @template T
 * @param {string} file
 * @param {(text: string) => void} say tells the person why nothing happens, once
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, say, work) {
  let told = false
  while (!take(file)) {
    if (!told) say('Another GenGlossary command is installing the dependencies; waiting for it.')
    told = true
    await sleep(POLL_MS)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  const holder = holderOf(file)
  if (holder === 'gone') removeStale(file)
  return false
}

/**
 * @param {string} file
 * @returns {'alive' | 'gone' | 'free'}
 */
function holderOf(file) {
  try {
    const text = readFileSync(file, 'utf8')
    if (text === '') return Date.now() - statSync(file).mtimeMs > EMPTY_MS ? 'gone' : 'alive'
    process.kill(Number(text), 0)
    return 'alive'
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code
    if (code === 'ENOENT') return 'free'
    // EPERM: it lives, under another user.
    return code === 'EPERM' ? 'alive' : 'gone'
  }
}

/**
 * Two waiters may see the same stale lock; the slower one must not remove the lock the faster one has just taken.
 * @param {string} file
 */
function removeStale(file) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return
    throw error
  }
  if (holderOf(aside) === 'alive') linkSync(aside, file)
  rmSync(aside, { force: true })
}
