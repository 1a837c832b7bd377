import { extensionOf } from './formats.ts'

/** What people leave out of the folders of a library: whole subfolders, and kinds of files. No schema here: the window imports it. */

/** `root` a folder of the library and `path` a subfolder of it, `/`-separated; or `root` null and `path` an extension with its dot. */
export interface LeftOutRule {
  readonly root: number | null
  readonly path: string
}

/** The reason such a file is listed with. Compared, so never worded anew without a migration. */
export const LEFT_OUT_REASON = 'You left it out.'

/** Is this one left out? @param path relative to its root, `/`-separated */
export const isLeftOut = (rules: readonly LeftOutRule[], root: number, path: string): boolean =>
  rules.some((rule) => (rule.root === null ? extensionOf(path) === rule.path : rule.root === root && path.startsWith(`${rule.path}/`)))

/** The rules that concern one root, as its walk takes them. */
export const rulesOf = (rules: readonly LeftOutRule[], root: number | null): WalkRules => ({
  folders: rules.filter((rule) => rule.root !== null && rule.root === root).map(({ path }) => path),
  extensions: rules.filter((rule) => rule.root === null).map(({ path }) => path),
})

export interface WalkRules {
  readonly folders: readonly string[]
  readonly extensions: readonly string[]
}
