import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

// A clone in miniature: the real bootstrap, a lock file with one package, a fake npm that installs this very Node as `node_modules/node`.

const scripts = dirname(import.meta.dirname)
let root: string
let npm: string

const LOCK = {
  lockfileVersion: 3,
  packages: { '': {}, 'node_modules/node': { version: '1.0.0' }, 'node_modules/other': { version: '1.0.0', optional: true } },
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'genglossary-bootstrap-')))
  mkdirSync(join(root, 'scripts'))
  copyFileSync(join(scripts, 'bootstrap.mjs'), join(root, 'scripts', 'bootstrap.mjs'))
  cpSync(join(scripts, 'bootstrap'), join(root, 'scripts', 'bootstrap'), { recursive: true })
  copyFileSync(join(dirname(scripts), 'genglossary'), join(root, 'genglossary'))
  chmodSync(join(root, 'genglossary'), 0o755)
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(LOCK))
  mkdirSync(join(root, 'src-main', 'cli'), { recursive: true })
  writeFileSync(join(root, 'src-main', 'cli', 'main.ts'), 'console.log(process.cwd(), JSON.stringify(process.argv.slice(2)))')
  npm = join(root, 'npm-cli.mjs')
  fakeNpm('install()')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** @param body what the fake npm does; `install()` does what npm ci would. */
function fakeNpm(body: string): void {
  writeFileSync(
    npm,
    `import { appendFileSync, linkSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
    function install() {
      rmSync('node_modules', { recursive: true, force: true })
      mkdirSync('node_modules/node/bin', { recursive: true })
      try { linkSync(${JSON.stringify(process.execPath)}, 'node_modules/node/bin/node') } catch { copyFileSync(${JSON.stringify(process.execPath)}, 'node_modules/node/bin/node') }
      writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/node': { version: '1.0.0' } } }))
    }
    console.log('npm on standard output')
    appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n')
    ${body}`,
  )
}

interface Result {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}

function launch(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): ChildProcess & { result: Promise<Result> } {
  const { npm_lifecycle_script: _script, npm_package_json: _json, INIT_CWD: _cwd, ...env } = process.env
  const child = spawn(command, args, { cwd: options.cwd ?? root, env: { ...env, npm_execpath: npm, ...options.env } })
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    err += data
  })
  const result = new Promise<Result>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, out, err })))
  return Object.assign(child, { result })
}

const bootstrap = (args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) =>
  launch(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), ...args], options)

const npmRuns = (): number => (existsSync(join(root, 'npm.log')) ? readFileSync(join(root, 'npm.log'), 'utf8').split('\n').length - 1 : 0)

function target(code: string): string {
  writeFileSync(join(root, 'target.mjs'), code)
  return 'target.mjs'
}

test('a fresh clone installs once, standard output belongs to the target alone', async () => {
  const first = await bootstrap([target('console.log("target")')]).result
  expect(first).toMatchObject({ code: 0, out: 'target\n' })
  expect(first.err).toContain('Installing the dependencies')
  expect(first.err).toContain('npm on standard output')
  expect(readFileSync(join(root, 'npm.log'), 'utf8')).toMatch(/^ci --include=dev /)
  const second = await bootstrap(['target.mjs']).result
  expect(second).toMatchObject({ code: 0, out: 'target\n', err: '' })
  expect(npmRuns()).toBe(1)
})

test('another lock file installs again; an npm install done by hand does not', async () => {
  await bootstrap([target('')]).result
  const changed = { ...LOCK, packages: { ...LOCK.packages, 'node_modules/node': { version: '2.0.0' } } }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(changed))
  writeFileSync(
    join(root, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/node': { version: '2.0.0' } } }),
  )
  await bootstrap(['target.mjs']).result
  expect(npmRuns()).toBe(1)
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(LOCK))
  await bootstrap(['target.mjs']).result
  expect(npmRuns()).toBe(2)
})

test('a tree copied from another platform is installed again', async () => {
  await bootstrap([target('')]).result
  const stamp = join(root, 'node_modules', '.genglossary-stamp')
  writeFileSync(stamp, readFileSync(stamp, 'utf8').replace(/ .*$/, ' plan9-mips'))
  await bootstrap(['target.mjs']).result
  expect(npmRuns()).toBe(2)
})

test('a failing npm is one sentence and exit code 1, and the target does not start', async () => {
  fakeNpm('process.exit(3)')
  const result = await bootstrap([target('console.log("target")')]).result
  expect(result).toMatchObject({ code: 1, out: '' })
  expect(result.err).toContain('The dependencies could not be installed: npm ci ended with exit code 3. Check the network')
  expect(result.err).not.toContain('    at ')
  expect(existsSync(join(root, '.cache', 'bootstrap.lock'))).toBe(false)
})

test('an install script that did not run is explained', async () => {
  fakeNpm('install(); rmSync("node_modules/node/bin", { recursive: true })')
  const result = await bootstrap([target('')]).result
  expect(result.code).toBe(1)
  expect(result.err).toContain('npm rebuild node --ignore-scripts=false')
})

test('two commands at once install once', async () => {
  fakeNpm('await new Promise((done) => setTimeout(done, 700)); install()')
  target('console.log("target")')
  const both = await Promise.all([bootstrap(['target.mjs']).result, bootstrap(['target.mjs']).result])
  expect(both.map((one) => [one.code, one.out])).toEqual([
    [0, 'target\n'],
    [0, 'target\n'],
  ])
  expect(npmRuns()).toBe(1)
})

test('a lock left by a dead process is taken over', async () => {
  const dead = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => dead.on('close', resolve))
  mkdirSync(join(root, '.cache'))
  writeFileSync(join(root, '.cache', 'bootstrap.lock'), String(dead.pid))
  expect(await bootstrap([target('')]).result).toMatchObject({ code: 0 })
})

test('exit code, arguments and standard input pass through', async () => {
  const child = bootstrap([
    target('let s = ""; for await (const c of process.stdin) s += c; console.log(s, process.argv.slice(2)); process.exit(42)'),
    'a b',
    '--help',
  ])
  child.stdin?.end('日本語')
  expect(await child.result).toMatchObject({ code: 42, out: "日本語 [ 'a b', '--help' ]\n" })
})

test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  '%s reaches the target once, and its exit code comes back',
  async (signal) => {
    target(
      `let n = 0; process.on('${signal}', () => { n++; setTimeout(() => { console.log('got', n); process.exit(130) }, 300) }); setInterval(() => {}, 1000); console.log('up')`,
    )
    const child = bootstrap(['target.mjs'])
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    child.kill(signal)
    expect(await child.result).toMatchObject({ code: 130, out: 'up\ngot 1\n' })
  },
)

test.skipIf(process.platform === 'win32')('a target that dies of a signal takes the bootstrap with it', async () => {
  expect(await bootstrap([target("process.kill(process.pid, 'SIGKILL')")]).result).toMatchObject({ code: null, signal: 'SIGKILL' })
})

test.skipIf(process.platform === 'win32')(
  './genglossary runs the terminal tool where the caller is, also through a symbolic link',
  async () => {
    const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'genglossary-elsewhere-')))
    symlinkSync(join(root, 'genglossary'), join(elsewhere, 'gg'))
    for (const command of [join(root, 'genglossary'), './gg']) {
      expect(await launch(command, ['terms', 'x y'], { cwd: elsewhere }).result).toMatchObject({
        code: 0,
        out: `${elsewhere} ["terms","x y"]\n`,
      })
    }
    rmSync(elsewhere, { recursive: true })
  },
)

test('npm run genglossary works in the folder npm was called in; a call from another npm script in its own', async () => {
  const sub = join(root, 'sub')
  mkdirSync(sub)
  const npmEnv = {
    npm_lifecycle_script: 'node scripts/bootstrap.mjs --here src-main/cli/main.ts',
    npm_package_json: join(root, 'package.json'),
    INIT_CWD: sub,
  }
  const here = ['--here', 'src-main/cli/main.ts']
  expect((await bootstrap(here, { env: npmEnv }).result).out).toBe(`${sub} []\n`)
  expect(
    (await bootstrap(here, { env: { ...npmEnv, npm_lifecycle_script: 'node scripts/bootstrap.mjs scripts/run-tests.ts' } }).result).out,
  ).toBe(`${root} []\n`)
  expect((await bootstrap(here, { env: { ...npmEnv, npm_package_json: join(tmpdir(), 'package.json') } }).result).out).toBe(`${root} []\n`)
  expect((await bootstrap(here, { cwd: sub }).result).out).toBe(`${sub} []\n`)
})
