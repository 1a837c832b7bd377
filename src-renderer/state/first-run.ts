import type { LeftOutRule } from '../../src-main/contract/left-out.ts'
import type { RunSettings } from '../../src-main/contract/run-protocol.ts'
import type { App } from './app.ts'
import { canonical as canonicalText } from './canonical.ts'
import { nothingToDo } from './freshness.ts'

/**
 * The first run of a library and the options of its scan sheet. Reading begins at once with the defaults, beside the sheet: who only wants the
 * list never waits for a question (docs/decisions/0009-scan-sheet.md). Options that are changed stop it and begin again; nothing that was
 * read is read twice.
 */

/** What the scan sheet lets people choose. */
export interface SheetOptions {
  readonly settings: RunSettings
  readonly rules: readonly LeftOutRule[]
}

/** Scans the folders of a library just made, and reads what was found. */
export async function firstRun(app: App): Promise<void> {
  app.act.show({ sheet: true })
  const scan = await app.session.actions.rescan()
  if (!scan || app.runs.getState().active) return
  // From the look to the run nobody is asked to begin what begins by itself.
  app.session.setState({ scanning: true })
  await app.runs.actions.start('full')
  app.session.setState({ scanning: false })
}

/**
 * After a library was opened by its folders. A new one is read. One that is known shows its list at once: where nothing has changed nothing is
 * run, else what has changed is, as by the one click of the banner.
 */
export async function readOrOpen(app: App): Promise<void> {
  const known = app.session.getState().library
  if (!known || known.readOnly) return
  if (!known.lastRun || known.terms.total === 0) return firstRun(app)
  const [scan, settings] = await Promise.all([
    app.session.actions.rescan(),
    app.host.call('libraries.settings', { library: known.id }).catch(app.act.fail),
  ])
  const { library } = app.session.getState()
  if (library?.id !== known.id || !scan || !settings || app.runs.getState().active) return
  if (!nothingToDo(library, scan, settings)) await app.runs.actions.start('full')
}

/** @throws AppError when the host can't say */
export async function sheetOptions(app: App): Promise<SheetOptions> {
  const library = app.session.getState().library?.id ?? ''
  const [settings, rules] = await Promise.all([
    app.host.call('libraries.settings', { library }),
    app.host.call('documents.leftOut', { library }),
  ])
  return { settings, rules }
}

export const sameOptions = (a: SheetOptions, b: SheetOptions): boolean => canonical(a) === canonical(b)

const canonical = ({ settings, rules }: SheetOptions): string =>
  canonicalText([settings, rules.map(({ root, path }) => `${root} ${path}`).sort()])

/** Takes the rule away when it is there, adds it when it is not. */
export function turnRule(rules: readonly LeftOutRule[], rule: LeftOutRule): readonly LeftOutRule[] {
  const others = rules.filter(({ root, path }) => root !== rule.root || path !== rule.path)
  return others.length < rules.length ? others : [...rules, rule]
}

/** Resolves when no run of the library works any more. */
function ended(app: App): Promise<void> {
  if (app.runs.getState().active === null) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = app.runs.subscribe(({ active }) => {
      if (active !== null) return
      stop()
      resolve()
    })
  })
}

/** Stops what works, takes over the options, and reads with them. @throws AppError */
export async function startWith(app: App, { settings, rules }: SheetOptions): Promise<void> {
  const library = app.session.getState().library?.id ?? ''
  if (app.runs.getState().active) {
    await app.runs.actions.cancel()
    await ended(app)
  }
  await app.host.call('libraries.setSettings', { library, settings })
  await app.host.call('documents.leaveOut', { library, rules: [...rules] })
  await app.session.actions.rescan()
  await app.runs.actions.start('full')
}
