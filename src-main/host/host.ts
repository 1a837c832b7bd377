import type { App } from '../app.ts'
import { AppError, toAppError } from '../contract/errors.ts'
import { type HostParsed, type HostResults, hostArgs, type Reply } from '../contract/host-api.ts'
import { HOST_CALLS, type HostCallName } from '../contract/host-names.ts'
import { type AppFiles, appFiles } from './app-files.ts'
import { appCalls } from './calls-app.ts'
import { exportCalls } from './calls-export.ts'
import { importCalls } from './calls-import.ts'
import { libraryCalls } from './calls-library.ts'
import { modelCalls } from './calls-models.ts'
import { Readers, readerCalls } from './calls-readers.ts'
import { workCalls } from './calls-work.ts'
import { Drafts } from './drafts.ts'
import { tellNetwork } from './network-news.ts'
import { OpenLibraries } from './open-libraries.ts'
import type { HostClient, HostShell } from './shell.ts'

/** One function per call of the contract, in files by topic. */
export type Calls = { readonly [K in HostCallName]: (args: HostParsed<K>, client: HostClient) => Promise<HostResults[K]> }

/** What the calls work on. */
export interface HostParts {
  readonly app: App
  readonly shell: HostShell
  readonly files: AppFiles
  readonly open: OpenLibraries
  readonly clients: ReadonlySet<HostClient>
  readonly drafts: Drafts
  readonly readers: Readers
}

export interface Host {
  attach(client: HostClient): void
  /** A page is gone and may come back in a moment: what it looked at stays open. */
  detach(client: HostClient): void
  /** A page's process died: it stores nothing any more, and may come back. */
  died(client: HostClient): void
  /** A window is closed for good: a library that no other one shows is closed, one with an active run when that is over. */
  closed(client: HostClient): void
  /** Validates and does one call. Never rejects: what goes wrong is in the reply. */
  handle(client: HostClient, name: unknown, args: unknown): Promise<Reply<unknown>>
  readonly files: AppFiles
  activeRuns(): number
  /** File of the library a window shows; null = none. */
  libraryOf(client: HostClient): string | null
  /** Windows store what is being typed. Resolves when they have, or after `limitMs`; never rejects. @param client only this one */
  saveDrafts(limitMs: number, client?: HostClient): Promise<void>
  /** The computer slept: folders may have changed meanwhile, and drives may have come and gone. */
  woke(): void
  close(): Promise<void>
}

const NAMES: ReadonlySet<unknown> = new Set(HOST_CALLS)

/** Carries out one call whose name and arguments nobody has checked yet. @throws AppError INVALID_INPUT */
function invoke(calls: Calls, client: HostClient, name: unknown, args: unknown): Promise<unknown> {
  if (!NAMES.has(name)) throw new AppError('INVALID_INPUT', 'GenGlossary does not know this call. Reload the window.', {})
  const known = name as HostCallName
  const parsed = hostArgs[known].strict().safeParse(args)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue?.path.join('.') || 'its arguments'
    throw new AppError('INVALID_INPUT', `The call ${known} was refused: ${where}: ${issue?.message ?? 'not valid'}. Reload the window.`, {})
  }
  return (calls[known] as (args: unknown, client: HostClient) => Promise<unknown>)(parsed.data, client)
}

function detach({ open, readers, drafts }: HostParts, clients: Set<HostClient>, client: HostClient): void {
  clients.delete(client)
  open.detach(client)
  readers.leave(client)
  drafts.saved(client)
}

/** The host API over the app: what both the preload's IPC and the preview's socket end in. */
export function createHost(app: App, shell: HostShell, now: () => string = () => new Date().toISOString()): Host {
  const clients = new Set<HostClient>()
  const parts: HostParts = {
    app,
    shell,
    files: appFiles(app.home, now),
    open: new OpenLibraries(shell),
    clients,
    drafts: new Drafts(),
    readers: new Readers(),
  }
  const quiet = tellNetwork(app.network, clients)
  const more = { ...readerCalls(parts), ...exportCalls(parts), ...importCalls(parts), ...modelCalls(parts) }
  const calls: Calls = { ...appCalls(parts), ...libraryCalls(parts), ...workCalls(parts), ...more }
  return {
    files: parts.files,
    attach: (client) => void clients.add(client),
    detach: (client) => detach(parts, clients, client),
    died: (client) => parts.drafts.saved(client),
    closed: (client) => {
      const left = parts.open.gone(client)
      left.catch((error: unknown) => process.stderr.write(`closing a library: ${String(error)}\n`))
      detach(parts, clients, client)
    },
    handle: async (client, name, args) => {
      try {
        return { ok: true, value: (await invoke(calls, client, name, args)) ?? null }
      } catch (thrown) {
        const error = toAppError(thrown)
        if (error.code === 'INTERNAL')
          process.stderr.write(`${String(name)}: ${error.cause instanceof Error ? error.cause.stack : error.message}\n`)
        return { ok: false, error: error.toJSON() }
      }
    },
    activeRuns: () => parts.open.activeRuns(),
    libraryOf: (client) => parts.open.fileOf(client),
    saveDrafts: (limitMs, client) => parts.drafts.ask(client ? [client] : clients, limitMs),
    woke: () => parts.open.lookAgain(),
    close: () => {
      quiet()
      return app.close()
    },
  }
}
