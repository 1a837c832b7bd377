import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * llama.cpp's real server, built once from the sources that the npm package `node-llama-cpp` carries as a git bundle, outside the
 * repository. The registry is asked only for that one package, whose integrity is pinned below.
 */

export const PACKAGE = 'node-llama-cpp@3.22.1'
/** What the registry says of the tarball (sha512, base64): another one is not used. */
const INTEGRITY = 'bltIipuWmc123H7tMIgDGKSsSrhmhlQYeVUC48XTjVW7XGJJiJJyCdlTMzQ/LiWoPkGDpcL4FviDpgw7qfTiDw=='
const BUNDLE = 'package/llama/gitRelease.bundle'
const EXE = process.platform === 'win32' ? 'llama-server.exe' : 'llama-server'

/** No downloads, no user interface, no libraries of the system besides the compiler's own. */
const CMAKE_OPTIONS = [
  '-DCMAKE_BUILD_TYPE=Release',
  '-DBUILD_SHARED_LIBS=OFF',
  '-DGGML_NATIVE=OFF',
  '-DGGML_OPENMP=OFF',
  '-DLLAMA_OPENSSL=OFF',
  '-DLLAMA_BUILD_UI=OFF',
  '-DLLAMA_USE_PREBUILT_UI=OFF',
  '-DLLAMA_BUILD_TESTS=OFF',
  '-DLLAMA_BUILD_EXAMPLES=OFF',
  '-DLLAMA_BUILD_APP=OFF',
]

/** Why there is no server: what `npm run test:llama` prints when it skips. */
export class NoServer extends Error {}

/** Folder of the build: under GENGLOSSARY_HOME where that is set, else in the system's folder for caches. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const home = env.GENGLOSSARY_LLAMA_CACHE ?? env.GENGLOSSARY_HOME
  if (home) return join(home, 'llama.cpp', PACKAGE.replace('@', '-'))
  const caches =
    process.platform === 'win32'
      ? (env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : (env.XDG_CACHE_HOME ?? join(homedir(), '.cache'))
  return join(caches, 'genglossary', 'llama.cpp', PACKAGE.replace('@', '-'))
}

/** The server built before; null when it was not. */
export function builtServer(folder = cacheFolder()): string | null {
  const file = join(folder, EXE)
  return existsSync(file) ? file : null
}

/** Runs a program to its end. @throws NoServer when it is missing or fails, with its last words */
function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && program === 'npm' })
    let tail = ''
    const keep = (text: Buffer): void => {
      tail = (tail + text.toString()).slice(-2000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => reject(new NoServer(`${program} could not be started (${error.message}).`)))
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new NoServer(`${program} ${args[0] ?? ''} ended with ${code}:\n${tail}`)),
    )
  })
}

/**
 * Builds the server, or gives the one built before.
 * @param jobs compilers at once
 * @throws NoServer when a tool is missing, the registry does not answer, or the build fails
 */
export async function buildServer(say: (text: string) => void, jobs = 2, folder = cacheFolder()): Promise<string> {
  const before = builtServer(folder)
  if (before !== null) return before
  for (const tool of ['git', 'cmake', 'c++', 'tar']) await run(tool, ['--version'], '.')
  const work = `${folder}.building`
  mkdirSync(work, { recursive: true })
  if (!existsSync(join(work, 'llama.cpp', 'CMakeLists.txt'))) await fetchSources(work, say)
  say('Building llama-server, once (some minutes of computing) …')
  await run('cmake', ['-S', 'llama.cpp', '-B', 'build', ...CMAKE_OPTIONS], work)
  await run('cmake', ['--build', 'build', '--target', 'llama-server', '-j', String(jobs)], work)
  mkdirSync(folder, { recursive: true })
  const target = join(folder, EXE)
  renameSync(join(work, 'build', 'bin', EXE), target)
  rmSync(work, { recursive: true, force: true })
  return target
}

async function fetchSources(work: string, say: (text: string) => void): Promise<void> {
  say(`Fetching ${PACKAGE} from the npm registry …`)
  await run('npm', ['pack', PACKAGE, '--ignore-scripts'], work)
  const tarball = `${PACKAGE.replace('@', '-')}.tgz`
  const found = createHash('sha512')
    .update(readFileSync(join(work, tarball)))
    .digest('base64')
  if (found !== INTEGRITY) throw new NoServer(`${tarball} is not the file it should be: its SHA-512 differs.`)
  await run('tar', ['xzf', tarball, BUNDLE], work)
  rmSync(join(work, 'llama.cpp'), { recursive: true, force: true })
  await run('git', ['-c', 'advice.detachedHead=false', 'clone', '-q', BUNDLE, 'llama.cpp'], work)
}
