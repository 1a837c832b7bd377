import { KEYS_AND_LINK } from './keys-and-link.ts'
import { type Mutant, oneEdit } from './runner.ts'

/** Defects of what the window does while a run works, of triage, undo, re-runs and failures (docs/issue-4-proofs.md). */

const mutant = oneEdit('work')

const APP = 'src-renderer/state/app.ts'
const APP_TEST = 'src-renderer/state/app.test.ts'
const WIRE = 'src-renderer/state/wire.ts'
const WIRE_TEST = 'src-renderer/state/wire.test.ts'
const HELD = 'src-renderer/state/held-drafts.ts'
const HELD_TEST = 'src-renderer/state/held-drafts.test.ts'
const REVISIONS = 'src-main/library/revisions.ts'
const COMMANDS_TEST = 'src-main/library/commands.test.ts'
const SINCE = 'src-main/store/changes-since.ts'
const DOCUMENTS_TEST = 'src-main/store/documents.test.ts'
const LIBRARIES = 'src-main/host/calls-library.ts'
const LIBRARIES_TEST = 'src-main/host/calls-library.test.ts'

const RUNS: readonly Mutant[] = [
  mutant(
    'fold-in-preview',
    'The rows of a preview, which change all the time, are folded.',
    'src-main/store/term-query.ts',
    'query.fold === true && !sight.preview &&',
    'query.fold === true &&',
    'src-main/store/folded-page.test.ts',
  ),
  mutant(
    'keep-one-stage',
    '“Keep the n finished” keeps one stage of the run only.',
    REVISIONS,
    'for (const { stage, id } of finished) {',
    'for (const { stage, id } of finished.slice(0, 1)) {',
    COMMANDS_TEST,
  ),
  mutant(
    'keep-counts-live',
    'What is live already counts as finished.',
    REVISIONS,
    "state === 'unfinished' && items > 0",
    'items > 0',
    COMMANDS_TEST,
  ),
  mutant(
    'revert-any-run',
    'Whatever is live is reverted, of whichever run.',
    REVISIONS,
    "runId === run && state === 'live'",
    "state === 'live'",
    COMMANDS_TEST,
  ),
  mutant(
    'folder-news-ignored',
    'A watched folder that changes is looked at by nobody.',
    WIRE,
    'folders: () => (mayLook() ? session.actions.rescan() : undefined),',
    'folders: () => undefined,',
    WIRE_TEST,
  ),
  mutant(
    'logs-of-others',
    'Lines of another library’s run come into the log.',
    WIRE,
    'if (mine(library)) runs.actions.logged',
    'runs.actions.logged',
    WIRE_TEST,
  ),
  mutant(
    'logs-of-another-run',
    'Lines of another run of the library come into the log.',
    'src-renderer/state/runs.ts',
    '      if (get().logRun !== run) return\n      arrived.push',
    '      arrived.push',
    WIRE_TEST,
  ),
  mutant(
    'look-forgotten',
    'A second look at the folders forgets what the first one found.',
    SINCE,
    'if (Number(stamp) > since) changes[kind] += 1',
    'if (Number(stamp) === readStamps(db).documents) changes[kind] += 1',
    DOCUMENTS_TEST,
  ),
  mutant(
    'look-never-settled',
    'What has changed is told although a run has read it.',
    SINCE,
    'if (Number(stamp) > since) changes',
    'if (Number(stamp) >= 0) changes',
    DOCUMENTS_TEST,
  ),
  mutant(
    'new-and-gone',
    'A file that came and went before any run is missing.',
    SINCE,
    "return kind === 'missing' ? null : 'added'",
    "return kind === 'missing' ? 'missing' : 'added'",
    DOCUMENTS_TEST,
  ),
  mutant(
    'burst-of-looks',
    'Every file event is a look of its own.',
    'src-main/host/watch.ts',
    '    clearTimeout(timer)\n    timer = setTimeout(changed, PAUSE_MS)',
    '    timer = setTimeout(changed, PAUSE_MS)',
    'src-main/host/watch.test.ts',
  ),
  mutant(
    'badge-current',
    'A stage whose inputs have changed is called up to date.',
    'src-renderer/state/run-state.ts',
    "library.outdated.includes(stage) ? 'outdated' : 'current'",
    "'current'",
    'src-renderer/state/run-state.test.ts',
  ),
  mutant(
    'badge-never',
    'A stage that was never made is called up to date.',
    'src-renderer/state/run-state.ts',
    "!library.made.includes(stage) ? 'never' : ",
    '',
    'src-renderer/state/run-state.test.ts',
  ),
  mutant(
    'relocate-takes-in',
    'A relocated folder takes in again what was left out.',
    'src-main/library/documents.ts',
    '  const found = await scan({ root: folder, known: [], leftOut, ...only, ...options })',
    '  const found = await scan({ root: folder, known: [], ...only, ...options, ...(leftOut ? {} : {}) })',
    'src-main/library/sources.test.ts',
  ),
  mutant(
    'copy-without-size',
    'A copy to share does not say its size.',
    LIBRARIES,
    'bytes: statSync(target).size',
    'bytes: 0',
    LIBRARIES_TEST,
  ),
]

const PEOPLE: readonly Mutant[] = [
  mutant(
    'compact-while-busy',
    'A library is compacted while a run works in it.',
    LIBRARIES,
    '      await refuseWhileBusy(parts, library)\n      const before',
    '      const before',
    'src-main/host/calls-work.test.ts',
  ),
  mutant(
    'run-without-look',
    'A run reads what an earlier look at the folders found.',
    'src-main/host/calls-work.ts',
    "if ((scope === 'full' || scope === 'extract') && library.runs.activeId() === null) await library.rescan()",
    '',
    'src-main/host/calls-work.test.ts',
  ),
  mutant(
    'no-look-on-focus',
    'A window that comes forward does not look at its folders.',
    WIRE,
    "  globalThis.addEventListener?.('focus', cameForward)\n",
    '',
    WIRE_TEST,
  ),
  mutant(
    'selection-ignored',
    'A decision takes the row with the focus, whatever is selected.',
    'src-renderer/state/terms.ts',
    '      if (selection.ids.size > 0) return [...selection.ids]\n',
    '',
    'src-renderer/state/terms.test.ts',
  ),
  mutant(
    'usage-skipped',
    'S goes by the status “admitted”.',
    'src-renderer/state/command-actions.ts',
    "const order = [null, 'preferred', 'admitted', 'forbidden'] as const",
    "const order = [null, 'preferred', 'forbidden'] as const",
    APP_TEST,
  ),
  mutant(
    'excluded-found',
    'An excluded term is in the glossary.',
    'src-main/store/overlay.ts',
    '(wanted || (term.accepted && listed !== LISTED.excluded))',
    '(wanted || term.accepted)',
    'src-main/store/human.test.ts',
  ),
  mutant(
    'no-pause',
    'A note is stored when its field is left, not before.',
    'src-renderer/state/draft.ts',
    'this.timer = setTimeout(() => void this.flush().catch(this.failed), this.pauseMs)',
    'this.timer = null',
    'src-renderer/state/draft.test.ts',
  ),
  mutant(
    'undo-before-note',
    'Undo does not wait for what is being typed.',
    APP,
    '      await flushDrafts()\n      const result',
    '      const result',
    APP_TEST,
  ),
  mutant(
    'leave-before-note',
    'A library is left while something typed in it is not stored.',
    APP,
    '      await flushDrafts()\n      remember(null)',
    '      remember(null)',
    APP_TEST,
  ),
  mutant(
    'open-before-note',
    'Another library is opened while something typed in this one is not stored.',
    APP,
    '        await flushDrafts()\n      } catch',
    '      } catch',
    APP_TEST,
  ),
  mutant(
    'refused-note-gone',
    'A text the host refused is gone with its field.',
    HELD,
    'const draft = kept?.dirty ? kept : new Draft(stored, save, failed)',
    'const draft = new Draft(stored, save, failed)',
    HELD_TEST,
  ),
  mutant(
    'refused-note-blocks',
    'A text that can not be stored stops every undo although its field is gone.',
    HELD,
    'this.#store(key).catch(told)',
    'this.#store(key)',
    HELD_TEST,
  ),
  mutant(
    'note-not-after-link',
    'What was typed while the connection was gone is not stored when it is back.',
    WIRE,
    '    app.flushDrafts(),\n  ])',
    '  ])',
    WIRE_TEST,
  ),
  mutant(
    'none-found',
    'Not checked is shown as none found.',
    'src-renderer/state/empty.ts',
    "return library?.lastRun?.status === 'failed' ? 'failed' : 'unchecked'",
    "return library?.lastRun?.status === 'failed' ? 'failed' : 'none'",
    'src-renderer/state/empty.test.ts',
  ),
  mutant(
    'none-found-any-more',
    'A review of what has changed since is shown as none found.',
    'src-renderer/state/empty.ts',
    "if (library?.reviewed && !library.outdated.includes('review')) return 'none'",
    "if (library?.reviewed) return 'none'",
    'src-renderer/state/empty.test.ts',
  ),
  mutant(
    'no-look-on-open',
    'A library that is opened is not compared with its folders.',
    APP,
    'if (library.lastRun && !library.readOnly && !library.activeRun) void session.actions.rescan()',
    'void session',
    APP_TEST,
  ),
]

export const WORK_MUTANTS: readonly Mutant[] = [...RUNS, ...PEOPLE, ...KEYS_AND_LINK]
