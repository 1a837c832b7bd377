// @ts-check
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'

/** Something the person at the terminal has to put right; the message says how. */
export class SetupError extends Error {}

const OLDEST_NODE = [20, 19]

/**
 * Makes `node_modules` agree with `package-lock.json`: does nothing when it does already, else runs `npm ci`.
 * @param {string} root folder of package.json
 * @throws {SetupError} when Node is too old, or npm can't install
 */
export async function ensureInstalled(root) {
  refuseOldNode(process.versions.node)
  const lockText = readLock(root)
  if (isInstalled(root, lockText)) return
  const folder = join(root, '.cache')
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new SetupError(
      `The dependencies are not installed and ${root} can't be written to (${message(error)}). Make it writable, then repeat.`,
    )
  }
  await withLock(join(folder, 'bootstrap.lock'), say, async () => {
    // Whoever held the lock before has probably done the work.
    if (isInstalled(root, lockText)) return
    await install(root)
    writeStamp(root, lockText)
  })
}

/** @param {string} version of Node, e.g. `20.20.2` */
export function refuseOldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetupError(
    `Node ${version} is too old to set GenGlossary up. Install Node ${OLDEST_NODE.join('.')} or newer from https://nodejs.org, then repeat.`,
  )
}

/** @param {string} root */
function readLock(root) {
  try {
    return readFileSync(join(root, 'package-lock.json'), 'utf8')
  } catch (error) {
    throw new SetupError(`package-lock.json can't be read (${message(error)}). Is this a complete clone of GenGlossary?`)
  }
}

/**
 * True when what is installed is what the lock file asks for, on this platform. The stamp is the quick answer; without a matching stamp
 * npm's own record of the tree decides, so that an `npm install` done by hand is not done again.
 * @param {string} root
 * @param {string} lockText content of package-lock.json
 */
export function isInstalled(root, lockText) {
  const stamp = readIfThere(join(root, 'node_modules', '.genglossary-stamp'))
  if (stamp === stampOf(lockText)) return true
  const record = readIfThere(join(root, 'node_modules', '.package-lock.json'))
  if (record === null || !sameTree(JSON.parse(lockText).packages, JSON.parse(record).packages)) return false
  // No stamp of another platform: a tree copied from another machine has the wrong binaries.
  if (stamp !== null && stamp.split(' ')[1] !== platform()) return false
  writeStamp(root, lockText)
  return true
}

/**
 * @param {Record<string, {version?: string, optional?: boolean, devOptional?: boolean}>} wanted
 * @param {Record<string, {version?: string}>} found
 */
function sameTree(wanted, found) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const there = found[path]
    // Optional packages for other platforms are not installed.
    return there === undefined ? entry.optional === true || entry.devOptional === true : there.version === entry.version
  })
}

const platform = () => `${process.platform}-${process.arch}`

/** @param {string} lockText */
const stampOf = (lockText) => `${createHash('sha256').update(lockText).digest('hex')} ${platform()}`

/**
 * @param {string} root
 * @param {string} lockText
 */
function writeStamp(root, lockText) {
  try {
    writeFileSync(join(root, 'node_modules', '.genglossary-stamp'), stampOf(lockText))
  } catch (error) {
    // A read-only tree that agrees with the lock file is good enough: the next start compares again.
    if (!['EROFS', 'EACCES', 'EPERM'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error
  }
}

/**
 * `npm ci`, its output on standard error.
 * @param {string} root
 */
async function install(root) {
  say('Installing the dependencies (first start, or package-lock.json has changed). This takes a minute or two.')
  // Loglevel error: packages that want a newer Node than the system's are warned about one by one, and they run on Node 24.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  // npm_execpath is the npm that runs us; `npm` alone on Windows is a .cmd file, which only a shell can start.
  const child =
    npm !== undefined && /npm-cli\.[cm]?js$/.test(npm) && existsSync(npm)
      ? spawn(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
      : spawn('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  const problem = await new Promise((resolve) => {
    child.once('error', (error) => resolve(`npm can't be started (${message(error)}): install Node with npm from https://nodejs.org`))
    child.once('close', (code, signal) => resolve(code === 0 ? null : `npm ci ended with ${signal ?? `exit code ${code}`}`))
  })
  if (problem !== null) {
    throw new SetupError(
      `The dependencies could not be installed: ${problem}. Check the network (or the proxy settings of npm) and repeat the same command.`,
    )
  }
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null
    throw error
  }
}

/** @param {unknown} error */
const message = (error) => (error instanceof Error ? error.message : String(error))

/** @param {string} text */
function say(text) {
  process.stderr.write(`${text}\n`)
}
