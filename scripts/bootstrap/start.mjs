// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { SetupError } from './install.mjs'

/**
 * The Node 24 that npm installed, by its full path: a shell that has looked `node` up already keeps the old one.
 * @param {string} root
 * @returns {string}
 * @throws {SetupError} when the install script of the package `node` did not run
 */
export function nodeBinary(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const installed = join(root, 'node_modules', 'node', 'bin', name)
  if (existsSync(installed)) return installed
  throw new SetupError(
    'Node 24 is missing from node_modules: the install script of the package "node" did not run. ' +
      'If your npm is set to ignore install scripts, run: npm rebuild node --ignore-scripts=false. Otherwise delete node_modules and repeat.',
  )
}

/**
 * The folder whose relative paths the caller means. `npm run` moves to the package's folder and leaves the caller's in INIT_CWD; that
 * counts only when npm runs this very script, not when something npm started calls us in a folder of its own.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function callersFolder(root, env) {
  const cwd = process.cwd()
  const byNpm = env.npm_lifecycle_script?.includes('bootstrap.mjs --here') === true && env.npm_package_json !== undefined
  if (!byNpm || env.INIT_CWD === undefined || !same(cwd, root)) return cwd
  return same(dirname(/** @type {string} */ (env.npm_package_json)), root) && existsSync(env.INIT_CWD) ? env.INIT_CWD : cwd
}

/**
 * @param {string} a
 * @param {string} b
 */
const same = (a, b) => realpathSync(resolve(a)) === realpathSync(resolve(b))

/**
 * Runs the target as if it were this process: same streams, same signals, same exit code.
 * @param {string} node
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {string} root
 */
export function start(node, args, cwd, root) {
  // Windows spells it `Path`; a second spelling beside it would be ignored.
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const path = [join(root, 'node_modules', '.bin'), process.env[key] ?? ''].join(delimiter)
  // Kept compiled, the sources start in half of the time; the run workers and their threads use the same cache.
  const cache = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
  const child = spawn(node, args, { cwd, stdio: 'inherit', env: { ...cache, ...process.env, [key]: path } })
  // A terminal sends Ctrl-C to the whole group, the target included; passing it on would count as a second Ctrl-C.
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  process.on('SIGINT', () => onTerminal || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.once('error', (error) => {
    process.stderr.write(`Node 24 can't be started (${error.message}). Delete node_modules and repeat.\n`)
    process.exitCode = 1
  })
  child.once('close', (code, signal) => end(code, signal))
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function end(code, signal) {
  if (signal === null) {
    process.exitCode = code ?? 1
    return
  }
  // Die of the same signal, so that the shell sees what it would have seen.
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}
