import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toAppError } from '../contract/errors.ts'
import { READ_EXTENSIONS } from '../contract/formats.ts'
import type { AppInfo } from '../contract/host-api.ts'
import type { WorkerExit } from '../runs/ports.ts'

/** Decisions of the shell as plain functions, so that they are tested where there is no Electron (docs/testing.md). */

/** Endings of the documents that can be read, without their dots, as dialogs want them. */
export const DOCUMENT_ENDINGS = READ_EXTENSIONS.flat().map((extension) => extension.slice(1))

/** The system as the window knows it: every Unix but macOS is a Linux to it. */
export const platformOf = (platform: NodeJS.Platform): AppInfo['platform'] =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux'

export const APP_ORIGIN = 'app://genglossary'

/** What of an IPC event decides whether it is answered. */
export interface Sender {
  /** null when the frame has gone or navigated: refused. */
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null
}

/** Only the top frame of our own pages is answered (Electron's security checklist, item 17). Compared whole, never by beginning. */
export const isTrustedSender = ({ senderFrame }: Sender): boolean =>
  senderFrame !== null && senderFrame.parent === null && senderFrame.origin === APP_ORIGIN

const OPENABLE_HOSTS: ReadonlySet<string> = new Set(['github.com'])

/** The URL to hand to the system's browser, or null: https only, hosts of the list only, nothing hidden in it (item 15). */
export function externalUrl(text: string): string | null {
  if (/\s|\p{Cc}/u.test(text)) return null
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return null
  return OPENABLE_HOSTS.has(url.hostname) ? url.href : null
}

/** Where a window may go by itself: to its own pages, and nowhere else (item 13). */
export function mayNavigate(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && url.protocol === 'app:' && url.host === 'genglossary' && url.pathname === '/'
}

/** Whether a page whose process died is loaded again: not when it dies at once each time. @param deaths of this window, ms, the last one now */
export const mayReload = (deaths: readonly number[]): boolean => deaths.length < 3 || deaths.at(-1)! - deaths.at(-3)! > 60_000

/**
 * Electron's own word for how a process went, in ours. The exit code says nothing of a kill: it is 0 after kill() (electron#44726). `abnormal-exit` is a
 * process that ended by itself with another code than 0.
 */
export function exitReason(gone: string | null, killed: boolean): WorkerExit['reason'] {
  if (gone === 'oom' || gone === 'memory-eviction') return 'oom'
  if (gone === 'launch-failed') return 'launch-failed'
  if (gone === 'crashed' || gone === 'integrity-failure') return killed ? 'killed' : 'crashed'
  if (gone === 'killed' || killed) return 'killed'
  return 'exited'
}

/**
 * Whether what safeStorage seals is closed to others. On Linux without a keyring Electron encrypts with a password everybody knows
 * (`basic_text`), and says that encryption is available.
 */
export const isSafePlace = (available: boolean, platform: NodeJS.Platform, backend: string): boolean =>
  available && (platform !== 'linux' || (backend !== 'basic_text' && backend !== 'unknown'))

/**
 * Folder of the documents of the sample library: a real one beside the archive when packaged, since people open what is in it.
 * @param root folder of package.json @param resources `process.resourcesPath`
 */
export const samplesOf = (packaged: boolean, root: string, resources: string): string =>
  join(packaged ? resources : root, 'samples', 'handbook')

/** Libraries named on a command line, absolute: by paths or, as Linux's file managers do, by `file:` addresses. @param folder the one it was typed in */
export const filesOf = (argv: readonly string[], folder: string): readonly string[] =>
  argv
    .filter((argument) => /\.glossary$/i.test(argument) && !argument.startsWith('-'))
    .flatMap((argument) => (argument.startsWith('file:') ? pathOf(argument) : [resolve(folder, argument)]))

/** Empty for what names no file of this computer. */
function pathOf(address: string): string[] {
  try {
    const path = fileURLToPath(address)
    return path.includes('\0') ? [] : [path]
  } catch {
    return []
  }
}

/** Where a library opened from outside goes: to the window that shows it, to one that shows none, or (null) to a new one. */
export const windowFor = <W extends { readonly library: string | null }>(file: string, windows: readonly W[]): W | null =>
  windows.find(({ library }) => library === file) ?? windows.find(({ library }) => library === null) ?? null

/** The part of the address that makes a window the reader of a library; null for what is no id of one. */
export const readerHash = (library: string): string | null => (/^[\w-]{1,64}$/.test(library) ? `#reader=${library}` : null)

/** Under which name a window keeps its size and place: the first one of its kind that no open window has, since Electron throws for a name in use. */
export function windowName(kind: 'main' | 'reader', taken: readonly string[]): string {
  let number = 0
  while (taken.includes(`${kind}-${number}`)) number++
  return `${kind}-${number}`
}

/** Whether a window of that name is a reader, which shows no library of its own. */
export const isReader = (name: string | undefined): boolean => name?.startsWith('reader-') === true

/** The language of the app's own dialogs. @param chosen in the settings @param system BCP 47 */
export const shellLanguage = (chosen: 'auto' | 'en' | 'ja', system: string): 'en' | 'ja' =>
  chosen === 'auto' ? (system.startsWith('ja') ? 'ja' : 'en') : chosen

/** The question asked before quitting while runs are active; the second button keeps the app open. */
export const quitQuestion = (language: 'en' | 'ja'): { readonly message: string; readonly buttons: string[] } =>
  language === 'ja'
    ? { message: '実行中の処理があります。終了すると中断されます（次回続きから再開できます）。', buttons: ['終了', 'キャンセル'] }
    : { message: 'A run is active. Quitting interrupts it; starting it again continues.', buttons: ['Quit', 'Cancel'] }

/** What a page may do to its window: not answer any more, or end again and again. */
export type Trouble = 'hangs' | 'dies'

/** The question about such a page. The first button loads it again; the second waits, or leaves the window as it is. */
export function troubleQuestion(trouble: Trouble, language: 'en' | 'ja') {
  const { message, detail, buttons } = TROUBLE[language][trouble]
  // Waiting loses nothing; a dead window is of no use.
  return { message, detail, buttons: [...buttons], defaultId: trouble === 'hangs' ? 1 : 0, cancelId: 1 }
}

const TROUBLE = {
  en: {
    hangs: {
      message: 'This window does not answer.',
      detail: 'Runs go on, and what you decided is stored. Reloading loses only what was typed since the last pause.',
      buttons: ['Reload', 'Wait'],
    },
    dies: {
      message: 'This window has failed several times in a minute.',
      detail: 'Runs go on, and what you decided is stored. If reloading does not help, close the window and open the library again.',
      buttons: ['Reload', 'Leave it'],
    },
  },
  ja: {
    hangs: {
      message: 'ウィンドウが応答していません。',
      detail:
        '実行中の処理は続いており、決めたことは保存されています。再読み込みで失われるのは、最後に手を止めてから入力した文字だけです。',
      buttons: ['再読み込み', '待つ'],
    },
    dies: {
      message: 'このウィンドウは1分以内に何度も異常終了しました。',
      detail:
        '実行中の処理は続いており、決めたことは保存されています。再読み込みしても直らないときは、ウィンドウを閉じてライブラリを開き直してください。',
      buttons: ['再読み込み', 'そのままにする'],
    },
  },
} as const

/** What is said when the app can't start. @param error whatever was thrown */
export const startFailure = (error: unknown, language: 'en' | 'ja'): string => {
  const { message, cause } = toAppError(error)
  const why = cause instanceof Error ? cause.message : message
  return language === 'ja'
    ? `GenGlossaryを起動できません: ${why}\n設定とライブラリの保存先に書き込めるか確認して、もう一度起動してください。`
    : `GenGlossary can't start: ${why}\nCheck that the folder of its settings and libraries can be written, and start it again.`
}
