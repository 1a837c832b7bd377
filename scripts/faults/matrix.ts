import { type Evidence, hostile, type MatrixRow, open, spec, suite, test } from './evidence.ts'

/** The fault matrix: what can go wrong with a run, and what shows that it does no harm. Numbers are stable; docs/reliability.md explains. */

const RUNS = 'src-main/runs/'
const MANAGER = `${RUNS}run-manager.test.ts`
const REAL = `${RUNS}run-manager.process.test.ts`
const FINALISER = `${RUNS}finaliser.test.ts`
const LOGS = `${RUNS}log-hub.test.ts`
const WATCHDOG = `${RUNS}watchdog.test.ts`
const STAGING = `${RUNS}staging.test.ts`
const RECOVERY = `${RUNS}recovery.test.ts`
const MODEL = `${RUNS}model.test.ts`
const LINKS = 'src-main/hosts/links.test.ts'
const HOSTS = 'src-main/hosts/conformance.test.ts'
const STORE = 'src-main/store/'
const SCAN = 'src-main/library/scan/scan.test.ts'
const EXPORT = 'src-main/library/export/export.test.ts'
const BAD_INPUT = 'src-main/cli/bad-input.test.ts'
const HOSTILE = 'src-worker/documents/hostile.test.ts'
const RULES = 'src-main/desktop/rules.test.ts'
const SOURCES = 'src-main/electron/sources.test.ts'
const SECURITY = 'e2e/specs/security.spec.ts'
const MODELS = 'scripts/models/contract.test.ts'
const ZIP = 'src-worker/documents/containers/zip.test.ts'
const POOL = 'src-worker/pipeline/pool.test.ts'
const ATTACKS = 'scripts/hostile/hostile.test.ts'

const NO_BINARY = 'needs an Electron binary; the contract test stands in'

const ROWS: readonly (readonly [number, string, ...Evidence[]])[] = [
  [1, 'two starts in one tick', test(MANAGER, 'twice in one tick'), test(MODEL, 'schedules keep every invariant')],
  [
    2,
    'eight processes × 500 starts',
    suite('race'),
    suite('race-unowned'),
    test(`${STORE}runs.test.ts`, 'starts one of many at the same moment'),
  ],
  [
    3,
    'runs of two libraries at once',
    test(MANAGER, 'in another library does not reach this one'),
    test('src-main/app/app.test.ts', 'two libraries run at the same time'),
  ],
  [
    4,
    'start while another run ends',
    test(MANAGER, 'waits for the process of a run whose end is stored'),
    test(MODEL, 'schedules keep every invariant'),
  ],
  [5, 'unique index missing or drifted', test(`${STORE}open.test.ts`, 'a sentence, nothing changed')],
  [6, 'cancel before ready', test(MANAGER, 'before ready: cancelled at once'), test(REAL, 'before the worker is ready ends cancelled')],
  [7, 'cancel before the process has a pid', test(MANAGER, 'before the process has a pid'), test(HOSTS, 'a kill before the process is up')],
  [8, 'cancel between steps', test(REAL, 'ends a cooperative run as cancelled'), suite('cancel')],
  [9, 'cancel during a hung HTTP read', test(REAL, 'reaches a hung HTTP read'), test(MODELS, 'an abort closes the socket')],
  [10, 'cancel of a CPU loop', test(REAL, 'ends a CPU loop within 3 s'), test(REAL, 'kills a worker that ignores SIGTERM')],
  [11, 'cancel after the work, before it is stored', test(MANAGER, 'after the worker finished, before it is stored')],
  [12, 'done under way while cancel is sent', test(MANAGER, 'while `done` is under way'), test(REAL, 'loses against finished work')],
  [13, 'cancelled and error race', test(MANAGER, '`cancelled` and `error` racing')],
  [14, 'late cancel of an old run', test(MANAGER, 'of a finished run: too late'), suite('cancel')],
  [15, 'cancel of new and old interleaved', test(MANAGER, 'of new and old run in turn')],
  [16, 'a hundred cancels', test(MANAGER, 'a hundred times: one message, one ladder')],
  [17, 'cancel of what is no run', test(MANAGER, 'unknown, nothing happens')],
  [18, 'an id used again', test(`${STORE}runs.test.ts`, 'never gives an id twice'), test(WATCHDOG, 'dropped, told once')],
  [
    19,
    'the app quits while a run works',
    test(REAL, 'ends the active run as interrupted'),
    test('src-main/app/app.test.ts', 'closing the app ends a run as interrupted'),
  ],
  [20, 'worker exits with 0 and no outcome', test(REAL, 'exit0 is failed(crash)')],
  [
    21,
    'worker says done and is gone',
    test(REAL, 'a worker that leaves right after its outcome'),
    test('src-main/hosts/fork-host.test.ts', 'exit first, messages afterwards'),
    suite('exit'),
  ],
  [
    22,
    'worker crashes or runs out of memory',
    test(REAL, 'segv is failed(crash)'),
    test(REAL, 'abrt is failed(crash)'),
    test(REAL, 'out of heap is failed(oom)'),
  ],
  [23, 'unhandled rejection in the worker', test(REAL, 'rejection is failed(error)'), test(REAL, 'exception is failed(error)')],
  [24, 'worker stops answering', test(REAL, 'a stopped process is failed(stalled)'), test(WATCHDOG, 'is stalled after 60 s')],
  [25, 'worker never gives a sign of life', test(WATCHDOG, 'must come within 30 s'), test(REAL, 'no sign of life at all')],
  [26, 'main killed at random, 1 000 times', suite('kill')],
  [27, 'killed at every write', suite('crash'), suite('engine')],
  [28, 'orphan worker in a CPU loop', suite('orphan'), test(RECOVERY, 'that is still there is killed')],
  [29, 'its pid belongs to a stranger', test(RECOVERY, 'whose pid belongs to a stranger')],
  [30, 'an orphan speaks to the new main', test(WATCHDOG, 'dropped, told once')],
  [
    31,
    'finalising with a stale epoch',
    test(FINALISER, 'ended by another process'),
    test(`${STORE}recovery.test.ts`, 'write nothing any more'),
  ],
  [
    32,
    'a second instance, also by another path',
    test(`${STORE}open.test.ts`, 'is of one opening'),
    test(`${STORE}processes.test.ts`, 'the second opens for reading'),
    suite('race'),
  ],
  [33, 'crash during recovery', suite('engine'), suite('crash')],
  [34, 'crash during a migration', suite('crash'), test(`${STORE}open.test.ts`, 'leaves the old version when a step fails')],
  [35, 'power loss after an acknowledgement', suite('power')],
  [36, 'power loss in a flood of logs', suite('wal'), suite('power')],
  [37, 'torn log, flipped bits', suite('wal')],
  [38, 'synchronisation level after re-opening', test(`${STORE}open.test.ts`, 'commits run states with full synchronisation')],
  [
    39,
    'busy while the outcome is stored',
    test(FINALISER, 'failing writes in a row'),
    test(`${STORE}processes.test.ts`, 'a run completes later with the same outcome'),
  ],
  [40, 'busy at start', test(MANAGER, 'a file that stays busy: DB_BUSY'), test(`${STORE}processes.test.ts`, 'answers busy after')],
  [41, 'disk full while the outcome is stored', test(FINALISER, 'goes on record beside the library'), suite('engine-errors')],
  [42, 'disk full while logs are stored', test(LOGS, 'that fails for long drops the oldest')],
  [
    43,
    'I/O error at commit',
    test(FINALISER, 'is stored by a fresh connection'),
    test(`${STORE}runs.test.ts`, 'goes on with fresh connections'),
    suite('engine-errors'),
  ],
  [
    44,
    'error after the commit',
    test(FINALISER, 'whose commit took effect before its error'),
    test(STAGING, 'stores its rows once'),
    test(MANAGER, 'an insert whose error came after its commit'),
  ],
  [45, 'file becomes read-only while a run works', test(FINALISER, 'comes out right after a write that failed'), suite('engine-errors')],
  [46, 'empty file, or only the log is left', test(`${STORE}open.test.ts`, 'a sentence, nothing changed')],
  [47, 'damaged file', test(`${STORE}open.test.ts`, 'names the last good copy')],
  [
    48,
    'file of a newer version',
    test(`${STORE}open.test.ts`, 'refuses a file from a newer version'),
    test(BAD_INPUT, 'a library of a newer version'),
  ],
  [49, 'backup while the disk is full', suite('copy'), test(`${STORE}copies.test.ts`, 'keeps the last good copy')],
  [
    50,
    'clock set back, on, for summer',
    test(WATCHDOG, 'is not stalled by a clock set'),
    test(MANAGER, 'durations come from the monotonic clock'),
  ],
  [51, 'computer sleeps eight hours', test(WATCHDOG, 'slept eight hours')],
  [52, '10 000 past runs', test(`${STORE}recovery.test.ts`, 'are found among 10 000 past runs'), suite('orphan')],
  [53, '100 000 log lines', test(`${RUNS}figures.process.test.ts`, 'a flood of 100 000 log lines')],
  [54, 'reader hidden, frozen, closed', test(LOGS, 'that is slow loses nothing'), test(LOGS, 'that never comes back')],
  [
    55,
    'window reloaded in mid-run',
    spec('e2e/specs/runs.spec.ts', 'a page reloaded while a run works'),
    test('src-renderer/state/runs.test.ts', 'reads the whole log in pages'),
  ],
  [56, 'follower after the end', test(LOGS, 'is told whole, with one end')],
  [57, 'follower exactly at the end', test(LOGS, 'that comes exactly at the end')],
  [
    58,
    'follower throws or leaves in its callback',
    test(LOGS, 'that throws is dropped and told'),
    test(LOGS, 'that unsubscribes inside its callback'),
  ],
  [
    59,
    'value that can not be cloned',
    test(LINKS, 'refuses a value that can not be cloned'),
    test(HOSTS, 'a value that can not be cloned'),
  ],
  [60, 'transferred ArrayBuffer', test(LINKS, 'is not')],
  [
    61,
    'post in the exit event',
    test(HOSTS, 'a post inside the close and exit events'),
    test(HOSTS, 'never did what brings Electron down'),
  ],
  [
    62,
    'peer dies with a call under way',
    test(HOSTS, 'a comlink call that is waiting'),
    test('src-main/contract/channel.test.ts', 'answers a call under way'),
  ],
  [
    63,
    'malformed, huge, repeated messages',
    test(WATCHDOG, 'messages that break the protocol'),
    test(REAL, 'huge is failed(protocol)'),
    test(STAGING, 'the same twice is a breach'),
  ],
  [64, 'message with another run’s id', test(WATCHDOG, 'dropped, told once'), test(REAL, 'with another token or run')],
  [
    65,
    'a line of 1 MB, control characters',
    test(REAL, 'cuts a line of 1 MB'),
    test('src-worker/run/run.test.ts', 'the text of a log line'),
  ],
  [
    66,
    'frame or page of another origin calls',
    test(RULES, 'isTrustedSender'),
    test('src-main/preview/server.test.ts', 'opens the socket for our own page only'),
  ],
  [
    67,
    'unknown call, odd arguments',
    test('src-main/host/host.test.ts', 'refuses'),
    spec('e2e/electron-only/desktop.spec.ts', 'unknown calls and arguments are refused'),
  ],
  [68, 'window.open, links, dropped files', spec(SECURITY, 'nothing leads the window away'), test(RULES, 'mayNavigate')],
  [69, 'addresses to the outside', test(RULES, 'externalUrl')],
  [70, 'paths of app://', test('src-main/preview/server.test.ts', 'finds nothing at'), open(`${NO_BINARY} (preview)`)],
  [71, 'inline script, eval, requests elsewhere', spec(SECURITY, 'the policy stops inline scripts')],
  [
    72,
    'window preferences weakened',
    test(SOURCES, 'windows have'),
    spec('e2e/electron-only/desktop.spec.ts', 'windows run with every protection on'),
  ],
  [73, 'fuse flipped back', test('scripts/package/package.test.ts', 'are seen when number')],
  [
    74,
    'keys in environment, log, file, error',
    test(`${RUNS}sanitise.test.ts`, 'holds no secret afterwards'),
    test(REAL, 'gives the worker no variable'),
  ],
  [75, 'no safe place for a key', test('src-main/library/model-keys.test.ts', 'without a safe place nothing is written')],
  [76, 'permission requests', test(SOURCES, 'gives no permission and no device'), open(NO_BINARY)],
  [77, 'zip bomb', test(ZIP, 'refuses a bomb by its declared ratio'), test(ATTACKS, 'bombs in archives')],
  [
    78,
    'zip that lies about sizes',
    test(ZIP, 'larger or smaller than it says'),
    test(ZIP, 'refuses too many entries'),
    test(ZIP, 'does not open archives inside'),
    test(ATTACKS, 'bombs in archives'),
  ],
  [79, 'zip entry outside its folder', test(ZIP, 'takes names for labels'), test(ATTACKS, 'entries that lead elsewhere')],
  [80, 'external image in a docx', test(ATTACKS, 'relations to files of the computer'), hostile('folder')],
  [81, 'XML entity bombs', test(ZIP, 'refuses a DOCTYPE'), test(ATTACKS, 'bombs in archives')],
  [82, 'hostile PDF', test(ATTACKS, 'a page tree that loops'), test(POOL, 'hangs, reads for ever, or fills the memory')],
  [83, 'quadratic splitters', test(HOSTILE, 'takes time in proportion to the length')],
  [84, 'huge single-line text', test(BAD_INPUT, 'a 300 MB file of a single line'), hostile('bombs')],
  [85, 'link out of the folder', test(SCAN, 'links: out of the folder')],
  [86, 'hard link to an outside file', test(SCAN, 'hard links to files outside')],
  [87, 'FIFO, socket, device', test(SCAN, 'hard links to files outside, FIFOs and sockets')],
  [
    88,
    'folder swapped for a link',
    test(SCAN, 'a folder swapped for a link between listing and opening'),
    test(SCAN, 'and back once it is open'),
    hostile('swaps'),
    test('src-worker/documents/index.test.ts', 'does not follow a folder that was swapped'),
  ],
  [89, 'odd file names', test(SCAN, 'keeps odd but legal names')],
  [90, 'names that are no UTF-8', test(SCAN, 'names that are no UTF-8')],
  [
    91,
    'invalid bytes, BOM, NUL, mixed line ends',
    test(BAD_INPUT, 'invalid UTF-8 is read'),
    test('src-worker/documents/encoding.test.ts', 'never throws, whatever the bytes'),
  ],
  [
    92,
    'file changed or deleted during the run',
    test(BAD_INPUT, 'a file deleted while the run reads'),
    test('src-worker/documents/index.test.ts', 'takes a file that changed since the scan'),
  ],
  [
    93,
    'terms with bidi and zero-width marks',
    test('src-main/contract/text/invisible.test.ts', 'names what nobody sees, each once'),
    spec(SECURITY, 'a term with characters nobody sees is marked'),
  ],
  [94, 'formulas in CSV', test(EXPORT, 'no cell begins like a formula'), test(EXPORT, 'defusing is undone exactly')],
  [95, 'script in an HTML export', spec('e2e/specs/export.spec.ts', 'a hostile glossary exported as a page is text')],
  [96, 'markup in a Markdown export', test(EXPORT, 'any string becomes literal Markdown text')],
  [97, 'prompt injection in a document', test('src-worker/models/grounding/check.test.ts', 'not one unsupported sentence passes')],
  [98, 'answer with an image of an attacker', spec(SECURITY, 'a hostile document is shown as the text it is')],
  [99, 'endless, broken, huge answers of a model', test(MODELS, 'a limit on the whole answer holds')],
  [100, 'model on another host, or redirecting', test(MODELS, 'localhost is this computer')],
  [101, 'backup while logs are written', test(`${STORE}copies.test.ts`, 'ends while rows, logs and decisions are being written')],
  [102, 'cancel whose row can not be written', test(MANAGER, 'when the row can not be written the worker is stopped')],
  [
    103,
    'document folder that hangs',
    suite('hang'),
    test(POOL, 'hangs, reads for ever, or fills the memory'),
    test(POOL, 'in the middle of a parser'),
  ],
  [104, 'library removed while its run works', test(FINALISER, 'removed: the run ends here')],
]

export const MATRIX: readonly MatrixRow[] = ROWS.map(([row, scenario, ...evidence]) => ({ row, scenario, evidence }))
