import { join } from 'node:path'

/** What differs between the two projects that run the specs, as plain functions: `browser` drives the preview, `electron` the desktop. */

export const ELECTRON = 'electron'

/** Abilities only the browser's page has: a spec that needs one says so by its tag and is skipped on the desktop for the reason given here. */
export const BROWSER_ONLY = {
  '@debugger': 'it drops files or composes by the debugging protocol, which answers for the browser only',
  '@tabs': 'it opens a second page of the same session; on the desktop that is a window of its own',
  '@address': 'it uses the connection to the address of the preview; the desktop has neither',
  '@path': 'it types a path where the desktop shows a dialog of the system',
  '@download': 'it takes a download; the desktop saves a file by a dialog of the system',
} as const

export type BrowserOnly = keyof typeof BROWSER_ONLY

/** Specs that never start the app: a page made by the test. They say nothing about the desktop and run in `browser` alone. */
export const WITHOUT_APP: readonly string[] = ['screens.spec.ts', 'visual.spec.ts', 'export.spec.ts', 'exported-page.spec.ts']

/** Why a test is left out of a project; null when it runs. @param tags with their `@` */
export function skipReason(project: string, tags: readonly string[]): string | null {
  const tag = project === ELECTRON ? tags.find((name): name is BrowserOnly => name in BROWSER_ONLY) : undefined
  return tag === undefined ? null : `${tag}: ${BROWSER_ONLY[tag]}`
}

export interface DesktopStart {
  /** Folder of package.json, absolute. */
  readonly root: string
  /** Data folder of the app, absolute. */
  readonly home: string
  /** BCP 47, of the interface where the settings say `auto`. */
  readonly locale: string
  /** Ports of this computer where model servers are looked for, with commas. */
  readonly modelPorts: string
}

/** Arguments after the executable. The profile of Chromium lies in the data folder, so that two tests never meet in the single-instance lock. */
export const desktopArgs = ({ root, home, locale }: DesktopStart): string[] => [
  root,
  `--user-data-dir=${join(home, 'profile')}`,
  `--lang=${locale}`,
]

/** @param env of this process; what has no value is left out */
export function desktopEnv({ home, modelPorts }: DesktopStart, env: NodeJS.ProcessEnv): Record<string, string> {
  const own = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(own), GENGLOSSARY_HOME: home, GENGLOSSARY_MODEL_PORTS: modelPorts, TZ: 'UTC' }
}

/** Name of the button of the welcome screen that leads to the dialog for this path. */
export const buttonFor = (path: string): string => (/\.glossary$/i.test(path) ? 'Open a library…' : 'Choose a folder…')
