import { type Mutant, oneEdit } from './runner.ts'

/** Defects of the Electron shell (docs/issue-4-proofs.md). */

const mutant = oneEdit('desktop')

const SHELL = 'src-main/electron/shell.test.ts'
const WINDOWS = 'src-main/electron/shell-windows.test.ts'
const RUNS = 'src-main/electron/shell-runs.test.ts'
const RULES = 'src-main/desktop/rules.ts'
const RULES_TEST = 'src-main/desktop/rules.test.ts'

/** Its decisions. */
const UNIT: readonly Mutant[] = [
  mutant(
    'sender-by-beginning',
    'A page of app://genglossary.evil is answered.',
    RULES,
    'senderFrame.origin === APP_ORIGIN',
    'senderFrame.origin.startsWith(APP_ORIGIN)',
    RULES_TEST,
  ),
  mutant('iframe-answered', 'An iframe of our own pages is answered.', RULES, 'senderFrame.parent === null && ', '', RULES_TEST),
  mutant(
    'killed-is-exited',
    'A process that was killed is one that exited: code 0 is believed.',
    RULES,
    "if (gone === 'killed' || killed) return 'killed'",
    "if (gone === 'killed') return 'killed'",
    RULES_TEST,
  ),
  mutant(
    'library-in-two-windows',
    'A library that is shown already is shown in a second window.',
    RULES,
    'windows.find(({ library }) => library === file) ?? ',
    '',
    RULES_TEST,
  ),
  mutant(
    'gone-of-another',
    'A worker is told of the crash of another one.',
    'src-main/hosts/utility-host.ts',
    'if (serviceName === spec.serviceName) this.#gone = reason',
    'if (serviceName !== "") this.#gone = reason',
    'src-main/hosts/conformance.test.ts',
  ),
  mutant(
    'quit-waits-for-ever',
    'Quitting waits for a library that does not close.',
    'src-main/electron/quit.ts',
    'Promise.race([done, late])',
    'Promise.race([done])',
    'src-main/electron/quit.test.ts',
  ),
  mutant(
    'quit-closes-first',
    'Libraries are closed before what is typed is stored.',
    'src-main/electron/quit.ts',
    'host.saveDrafts(SAVE_MS).then(() => host.close())',
    'host.close().then(() => host.saveDrafts(SAVE_MS))',
    'src-main/electron/quit.test.ts',
  ),
  mutant(
    'tells-who-looks',
    'A notification tells people what they are looking at.',
    'src-main/host/activity.ts',
    'ending && !seen && ',
    'ending && ',
    'src-main/host/activity.test.ts',
  ),
  mutant(
    'awake-for-ever',
    'The computer stays awake after the last run.',
    'src-main/host/activity.ts',
    'awake: news.active > 0',
    'awake: true',
    'src-main/host/activity.test.ts',
  ),
  mutant(
    'menu-lacks-a-command',
    'The Run menu is not there.',
    'src-renderer/state/menu.ts',
    "'term', 'run', 'help']",
    "'term', 'help']",
    'scripts/menus.test.ts',
  ),
]

/** The shell built and started: half a minute each. */
const BUILT: readonly Mutant[] = [
  mutant(
    'ipc-unchecked',
    'The sender of a call is not looked at.',
    'src-main/electron/ipc.ts',
    '!client || !isTrustedSender(event)',
    '!client',
    SHELL,
  ),
  mutant(
    'redirects',
    'A redirect leads the window away.',
    'src-main/electron/window.ts',
    "  webContents.on('will-redirect', stay)\n",
    '',
    SHELL,
  ),
  mutant('opens-windows', 'window.open opens one.', 'src-main/electron/window.ts', "({ action: 'deny' })", "({ action: 'allow' })", SHELL),
  mutant(
    'permissions',
    'A permission is there without being asked for.',
    'src-main/electron/window.ts',
    'setPermissionCheckHandler(() => false)',
    'setPermissionCheckHandler(() => true)',
    SHELL,
  ),
  mutant(
    'downloads',
    'A page stores files.',
    'src-main/electron/window.ts',
    "  session.on('will-download', (event) => event.preventDefault())\n",
    '',
    SHELL,
  ),
  mutant(
    'no-policy',
    'Files come without the content security policy.',
    'src-main/host/page.ts',
    "{ ...SAFE_HEADERS, 'Content-Security-Policy': contentSecurityPolicy(nonce, connect) }",
    '{ ...SAFE_HEADERS, nonce }',
    SHELL,
  ),
  mutant(
    'no-dropped-path',
    'The path of a dropped file is its name.',
    'src-main/electron/preload.ts',
    'webUtils.getPathForFile(file)',
    'file.name',
    SHELL,
  ),
  mutant(
    'two-instances',
    'The app runs twice.',
    'src-main/electron/main.ts',
    'if (app.requestSingleInstanceLock()) ',
    'if (app.requestSingleInstanceLock() || app.isReady() === false) ',
    WINDOWS,
  ),
  mutant(
    'window-state',
    'Windows forget where they were.',
    'src-main/electron/window.ts',
    'windowStatePersistence: true',
    'windowStatePersistence: false',
    WINDOWS,
  ),
  mutant(
    'recent-documents',
    'The system is not told of opened libraries.',
    'src-main/electron/shell.ts',
    'opened: (file) => app.addRecentDocument(file)',
    'opened: () => undefined',
    WINDOWS,
  ),
  mutant(
    'opened-file',
    'A file opened from outside is not shown.',
    'src-main/electron/main.ts',
    '  event.preventDefault()\n  take(file)',
    '  event.preventDefault()\n  void file',
    WINDOWS,
  ),
  mutant(
    'quits-unasked',
    'Quitting during a run asks nothing.',
    'src-main/electron/quit.ts',
    'host.activeRuns() > 0 && ',
    'host.activeRuns() > 99 && ',
    RUNS,
  ),
  mutant(
    'no-progress',
    'The taskbar shows no progress.',
    'src-main/desktop/run-activity.ts',
    'window.setProgressBar(progress)',
    'void progress',
    RUNS,
  ),
  mutant(
    'blocker-stays',
    'The sleep blocker is never stopped.',
    'src-main/electron/shell.ts',
    'void powerSaveBlocker.stop(id)',
    'void id',
    RUNS,
  ),
  mutant(
    'whole-environment',
    'A worker gets the whole environment.',
    'src-main/electron/utility-host.ts',
    'const env = workerEnv(process.env)',
    'const { env } = process',
    RUNS,
  ),
]

export const DESKTOP_MUTANTS: readonly Mutant[] = [...UNIT, ...BUILT]
