import { isLeftOut, LEFT_OUT_REASON, type LeftOutRule } from '../contract/left-out.ts'
import { type Db, sql } from './connection.ts'
import { metaValue, setMeta } from './info.ts'

/** What people leave out of the folders, and single files they chose of one: two lists in `meta`, and their effect on `documents`. */

const RULES = 'left-out'
const CHOSEN_FILES = 'chosen-files'

const same = (a: LeftOutRule, b: LeftOutRule): boolean => a.root === b.root && a.path === b.path

/** In the order they were given. */
export const leftOutRules = (db: Db): readonly LeftOutRule[] => JSON.parse(metaValue(db, RULES) ?? '[]')

export const hasRule = (db: Db, rule: LeftOutRule): boolean => leftOutRules(db).some((one) => same(one, rule))

/** Adds a rule or takes it away, and brings the documents it concerns in line with all that are left. */
export function setRule(db: Db, rule: LeftOutRule, on: boolean): void {
  const rules = [...leftOutRules(db).filter((one) => !same(one, rule)), ...(on ? [{ root: rule.root, path: rule.path }] : [])]
  setMeta(db, RULES, JSON.stringify(rules))
  const concerned = sql<{ id: number; root: number; path: string; skipped: number; reason: string | null }>(
    db,
    'SELECT id, root_id AS root, path, scan_skipped AS skipped, reason FROM documents WHERE @root IS NULL OR root_id=@root',
  )
    .all({ root: rule.root })
    .filter(({ root, path }) => isLeftOut([rule], root, path))
  const leave = sql(db, `UPDATE documents SET status='skipped', scan_skipped=1, reason=? WHERE id=?`)
  // A file that was left out from the beginning has no hash: the next scan reads it.
  const takeIn = sql(
    db,
    `UPDATE documents SET status='new', scan_skipped=0, reason=NULL WHERE id=? AND scan_skipped=1 AND reason=? AND content_hash IS NOT NULL`,
  )
  for (const { id, root, path, skipped, reason } of concerned) {
    if (!isLeftOut(rules, root, path)) takeIn.run(id, LEFT_OUT_REASON)
    else if (skipped === 0 && reason !== LEFT_OUT_REASON) leave.run(LEFT_OUT_REASON, id)
  }
}

/** Names of the single files people chose, by the id of their root; a root that is not there is a whole folder. */
export const chosenFiles = (db: Db): Readonly<Record<number, readonly string[]>> => JSON.parse(metaValue(db, CHOSEN_FILES) ?? '{}')

/** @param names null = the whole folder */
export function setChosenFiles(db: Db, rootId: number, names: readonly string[] | null): void {
  const { [rootId]: _before, ...others } = chosenFiles(db)
  const value = names === null ? others : { ...others, [rootId]: [...new Set(names)].sort() }
  setMeta(db, CHOSEN_FILES, JSON.stringify(value))
}
