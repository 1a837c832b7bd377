import { execFileSync, spawn } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from '../tracked-files.ts'
import type { Bomb } from './bombs.ts'
import { seedsByFormat } from './seeds.ts'

/** A folder with good documents, bombs and every trick a path can play, read by the real tool as a process of its own. */

/** A word that stands only outside the folder; met anywhere in what the tool wrote, it was read where it must not be. */
export const CANARY = 'Quagga-7319'
const SECRET = `# ${CANARY}\n\nA ${CANARY} is a secret that nobody may read. ${CANARY} means trouble. The ${CANARY} is kept outside.\n`

export interface HostileFolder {
  readonly desk: string
  readonly documents: string
  readonly outside: string
  /** Good documents: all of them must be read. */
  readonly good: number
  close(): void
}

/** Makes the folder. Devices need root; everything else anyone can make. */
export async function makeFolder(bombs: readonly Bomb[]): Promise<HostileFolder> {
  const desk = realpathSync(mkdtempSync(join(tmpdir(), 'genglossary-hostile-')))
  const documents = join(desk, 'documents')
  const outside = join(desk, 'outside')
  const put = (folder: string, name: string, bytes: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  put(outside, 'secret.md', SECRET)
  put(outside, 'folder/inner.md', `${SECRET}\nmore\n`)
  let good = 0
  for (const [format, [seed]] of seedsByFormat()) {
    put(documents, `good/${format}${seed!.extension}`, seed!.bytes)
    put(documents, `good/${format}.notes.md`, `# Notes on ${format}\n\nA berth of ${format} is a place where a vessel lies.\n`)
    good += 2
  }
  for (const bomb of bombs) {
    const secret = join(outside, 'secret.md')
    const bytes = bomb.bytes()
    // An archive is packed: its bomb keeps the name that leads nowhere, and the trace must not show it either.
    put(
      documents,
      `bombs/${bomb.name}`,
      bytes.length < 5000 && !bytes.includes('PK\x03\x04') ? bytes.toString().replaceAll('/HOSTILE-SECRET', secret) : bytes,
    )
  }
  const server = tricks(documents, outside)
  await server.ready
  return {
    desk,
    documents,
    outside,
    good,
    close: () => {
      server.close()
      rmSync(desk, { recursive: true, force: true })
    },
  }
}

/** Links, pipes, sockets, devices and names that are not what they seem. */
function tricks(documents: string, outside: string): { ready: Promise<void>; close(): void } {
  const at = (name: string): string => join(documents, 'tricks', name)
  mkdirSync(at('sub'), { recursive: true })
  symlinkSync(join(outside, 'secret.md'), at('link.md'))
  symlinkSync('../../outside/secret.md', at('relative-link.md'))
  symlinkSync(join(outside, 'folder'), at('linked-folder'))
  symlinkSync('.', at('loop'))
  symlinkSync('/dev/zero', at('zero.txt'))
  symlinkSync('/proc/self/environ', at('environ.txt'))
  linkSync(join(outside, 'secret.md'), at('hard-link.md'))
  execFileSync('mkfifo', [at('pipe.md'), at('pipe.pdf')])
  if (process.getuid?.() === 0) execFileSync('mknod', [at('device.txt'), 'c', '1', '5'])
  for (const name of [
    'a\nb.md',
    '\u202edm.md',
    '-rf.md',
    '$(reboot).md',
    '`x`.md',
    `${'n'.repeat(251)}.md`,
    "'; DROP TABLE documents.md",
  ]) {
    writeFileSync(at(name), `# Odd name\n\nA mooring line is a rope. ${name.length}\n`)
  }
  writeFileSync(Buffer.concat([Buffer.from(`${at('bad')}`), Buffer.from([0xff]), Buffer.from('.md')]), 'text')
  const server = createServer()
  const ready = new Promise<void>((resolve) => server.listen(at('socket.md'), resolve))
  return { ready, close: () => server.close() }
}

export interface ToolRun {
  readonly code: number | null
  readonly end: { readonly status: string; readonly counts: Readonly<Record<string, number>> } | null
  /** Files left out or failed, path → reason. */
  readonly left: ReadonlyMap<string, string>
  readonly glossary: string
  readonly stderr: string
}

/** Runs `generate` over the folder, under strace when a file for its trace is given. */
export async function generate({ desk, documents }: HostileFolder, trace?: string): Promise<ToolRun> {
  const out = join(desk, 'glossary.md')
  const tool = [process.execPath, join(ROOT, 'src-main', 'cli', 'main.ts'), 'generate', documents, '--out', out, '--json-logs']
  const command =
    trace === undefined
      ? tool
      : ['strace', '-f', '-qq', '-s', '300', '-e', 'trace=open,openat,openat2,socket,connect,execve', '-o', trace, ...tool]
  const child = spawn(command[0]!, command.slice(1), {
    env: { ...process.env, GENGLOSSARY_HOME: join(desk, 'home') },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const lines = stderr.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []))
  const end = lines.findLast(({ type }) => type === 'end') as ToolRun['end'] | undefined
  const skipped = lines.filter(({ type }) => type === 'skipped').map(({ path, reason }) => [String(path), String(reason)] as const)
  const logged = lines.flatMap(({ type, message }) => {
    const match = type === 'log' ? /^(.*) was left out: (.*)$/su.exec(String(message)) : null
    return match ? [[match[1]!, match[2]!] as const] : []
  })
  let glossary = ''
  try {
    glossary = readFileSync(out, 'utf8')
  } catch {
    // a run that failed wrote none; its code says so
  }
  return { code, end: end ?? null, left: new Map([...skipped, ...logged]), glossary, stderr }
}

/** Files the tool wrote, its library and the glossary, that hold the canary: it read what it must not have. */
export function leaks({ desk }: HostileFolder): string[] {
  const home = readdirSync(join(desk, 'home'), { recursive: true, encoding: 'utf8' }).map((name) => join('home', name))
  const written = [...home, 'glossary.md'].filter((name) => statSync(join(desk, name), { throwIfNoEntry: false })?.isFile())
  return written.filter((name) => readFileSync(join(desk, name)).includes(CANARY))
}
