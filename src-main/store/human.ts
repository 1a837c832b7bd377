import type { CommandEntry, UndoResult } from '../contract/library-api.ts'
import type { ApplyResult, HumanChange, HumanCommandInput, UndoState } from './api-human.ts'
import { type Db, sql } from './connection.ts'
import { adapterOf } from './human-values.ts'
import { refreshOverlay } from './overlay.ts'
import { PackedList } from './packed-list.ts'
import { carryTouched } from './reconcile.ts'
import { raiseStamp, type Stamp } from './stamps.ts'

/** Applying, undoing and redoing what people do. Every function expects to be inside one transaction and writes all or nothing. */

export interface StoredCommand {
  readonly id: number
  readonly time: string
  readonly label: string
  readonly undone: number
}

interface CommandRow extends StoredCommand {
  readonly mergeKey: string | null
  /** JSON; the bytes of a PackedList for an import. */
  readonly changes: string | Uint8Array
}

/** The changes of a command of the log, one after the other. */
const changesOf = ({ changes }: CommandRow): Iterable<HumanChange> =>
  typeof changes === 'string' ? (JSON.parse(changes) as HumanChange[]) : PackedList.from<HumanChange>(changes).values()

/** What takes them back, in order. */
function* inverseOf({ changes }: CommandRow): Generator<HumanChange> {
  const backwards =
    typeof changes === 'string' ? (JSON.parse(changes) as HumanChange[]).reverse() : PackedList.from<HumanChange>(changes).backwards()
  for (const change of backwards) yield { ...change, before: change.after, after: change.before } as HumanChange
}

/** `abandoned`: undone, and then something else was done; it can't be redone any more. */
const DONE = 0
const UNDONE = 1
const ABANDONED = 2
/** Done, and what it would restore is gone; undo passes it by. */
const FINAL = 3

const ENTRY = 'id, time, label, undone'
const COLUMNS = `${ENTRY}, merge_key AS mergeKey, changes`

/** States of a command that was taken back. */
export const TAKEN_BACK: readonly number[] = [UNDONE, ABANDONED]

export const toEntry = (row: StoredCommand): CommandEntry => ({
  id: row.id,
  time: row.time,
  label: row.label,
  undone: TAKEN_BACK.includes(row.undone),
})

/** Thrown inside the transaction to roll it back; carries what `apply` and `undo` answer. */
export class Refusal extends Error {
  readonly change: HumanChange
  constructor(reason: string, change: HumanChange) {
    super(reason)
    this.name = 'Refusal'
    this.change = change
  }
}

/** The outcome of a transaction that a Refusal rolled back (as thrown, or as the cause of a connection's error), or the value it gave. */
export function answer<T>(work: Promise<T>): Promise<T | { ok: false; reason: string; change: HumanChange }> {
  return work.catch((error) => {
    const refusal = error instanceof Error && error.cause instanceof Refusal ? error.cause : error
    if (refusal instanceof Refusal) return { ok: false, reason: refusal.message, change: refusal.change }
    throw error
  })
}

/** Throws Refusal. */
export function applyCommand(db: Db, command: HumanCommandInput, time: string): ApplyResult {
  writeChanges(db, command.changes)
  sql(db, 'UPDATE commands SET undone=? WHERE undone=?').run(ABANDONED, UNDONE)
  const newest = sql<CommandRow>(db, `SELECT ${COLUMNS} FROM commands WHERE merge_key=? AND id=(SELECT max(id) FROM commands)`).get(
    command.mergeKey ?? null,
  )
  if (newest && newest.undone === DONE) {
    const changes = mergeChanges([...changesOf(newest)], command.changes)
    sql(db, 'UPDATE commands SET time=?, label=?, changes=? WHERE id=?').run(time, command.label, JSON.stringify(changes), newest.id)
    return { ok: true, entry: { id: newest.id, time, label: command.label, undone: false } }
  }
  return logged(db, command, JSON.stringify(command.changes), time)
}

/**
 * The same for an import: its changes are read group by group and go into the log as they came. It continues no other command. Throws Refusal.
 *
 * @param changes bytes of a PackedList of HumanChange
 */
export function applyPacked(db: Db, command: Omit<HumanCommandInput, 'changes'>, changes: Uint8Array, time: string): ApplyResult {
  writeChanges(db, PackedList.from<HumanChange>(changes).values())
  sql(db, 'UPDATE commands SET undone=? WHERE undone=?').run(ABANDONED, UNDONE)
  // A copy: SQLite takes no shared memory.
  return logged(db, command, Buffer.from(changes), time)
}

function logged(db: Db, { label, mergeKey }: Omit<HumanCommandInput, 'changes'>, changes: string | Buffer, time: string): ApplyResult {
  const row = sql(db, 'INSERT INTO commands(time, label, merge_key, changes) VALUES(?, ?, ?, ?)').run(
    time,
    label,
    mergeKey ?? null,
    changes,
  )
  return { ok: true, entry: { id: Number(row.lastInsertRowid), time, label, undone: false } }
}

/** What the newer changes did to the same values, told as one: the older `before`, the newer `after`. */
function mergeChanges(older: readonly HumanChange[], newer: readonly HumanChange[]): HumanChange[] {
  const merged = [...older]
  for (const change of newer) {
    const at = merged.findIndex((other) => sameKey(other, change))
    if (at < 0) merged.push(change)
    else merged[at] = { ...change, before: merged[at]?.before } as HumanChange
  }
  return merged
}

const sameKey = (a: HumanChange, b: HumanChange): boolean => a.kind === b.kind && canonical(a.key) === canonical(b.key)

/** Checks and writes the changes in order, then brings the rows up to date that repeat them. Throws Refusal. */
export function writeChanges(db: Db, changes: Iterable<HumanChange>): void {
  const affected = new Set<number>()
  const stamps = new Set<Stamp>()
  for (const change of changes) {
    const adapter = adapterOf(change.kind)
    const reason = adapter.refuse?.(db, change.key, change.after) ?? null
    if (reason !== null) throw new Refusal(reason, change)
    const there = adapter.read(db, change.key)
    if (canonical(there) !== canonical(change.before)) throw new Refusal(outOfDate(change), change)
    for (const concept of adapter.affects(db, change.key, change.after)) affected.add(concept)
    adapter.write(db, change.key, change.after)
    const after = adapter.affectsAfter?.(db, change.key, change.after) ?? adapter.affects(db, change.key, change.after)
    for (const concept of after) affected.add(concept)
    if (adapter.stamp !== null && !isDecision(change)) stamps.add(adapter.stamp)
  }
  carryTouched(db, affected)
  refreshOverlay(db, affected)
  for (const stamp of stamps) raiseStamp(db, stamp)
}

/** Accepting, dropping, answering a proposal and relating change no run's input. */
const isDecision = (change: HumanChange): boolean =>
  change.kind === 'field' && ['decision', 'note', 'kept', 'related'].includes(change.key.field)

const outOfDate = (change: HumanChange): string =>
  `This was changed in the meantime (${change.kind.replaceAll('-', ' ')}), so it was left as it is now.`

/** JSON with sorted names: two values are the same when their texts are. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return JSON.stringify(value, (_name, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/**
 * These documents are gone for good: commands no longer speak of them. One that spoke of nothing else can't be undone or redone any more, and stands in
 * the way of no other.
 */
export function finaliseRemovals(db: Db, documents: readonly number[]): void {
  const gone = new Set(documents)
  const rows = sql<CommandRow>(
    db,
    `SELECT ${COLUMNS} FROM commands WHERE undone IN(${DONE}, ${UNDONE}) AND typeof(changes)='text'
       AND (changes LIKE '%"document-hidden"%' OR changes LIKE '%"document-encoding"%')`,
  ).all()
  for (const row of rows) {
    const changes = [...changesOf(row)]
    const left = changes.filter(({ key }) => !('document' in key && gone.has(key.document)))
    if (left.length === changes.length) continue
    if (left.length > 0) sql(db, 'UPDATE commands SET changes=? WHERE id=?').run(JSON.stringify(left), row.id)
    else sql(db, 'UPDATE commands SET undone=? WHERE id=?').run(row.undone === DONE ? FINAL : ABANDONED, row.id)
  }
}

const newestDone = (db: Db): CommandRow | undefined =>
  sql<CommandRow>(db, `SELECT ${COLUMNS} FROM commands WHERE undone=${DONE} ORDER BY id DESC LIMIT 1`).get()

/** The command redo would do: the oldest undone one after which nothing new was done. */
const nextRedo = (db: Db): CommandRow | undefined =>
  sql<CommandRow>(db, `SELECT ${COLUMNS} FROM commands WHERE undone=${UNDONE} AND id>? ORDER BY id LIMIT 1`).get(newestDone(db)?.id ?? 0)

/** Throws Refusal when a value it would restore was changed since. */
export function undoCommand(db: Db, commandId: number | null): UndoResult {
  const row = commandId === null ? newestDone(db) : sql<CommandRow>(db, `SELECT ${COLUMNS} FROM commands WHERE id=?`).get(commandId)
  if (!row) return { ok: false, reason: 'There is nothing to undo.' }
  if (row.undone === FINAL) return { ok: false, reason: 'What that changed is gone for good.' }
  if (row.undone !== DONE) return { ok: false, reason: 'That was undone already.' }
  writeChanges(db, inverseOf(row))
  sql(db, 'UPDATE commands SET undone=? WHERE id=?').run(UNDONE, row.id)
  return { ok: true, entry: toEntry({ ...row, undone: UNDONE }) }
}

/** Throws Refusal when a value it would set was changed since. */
export function redoCommand(db: Db): UndoResult {
  const row = nextRedo(db)
  if (!row) return { ok: false, reason: 'There is nothing to redo.' }
  writeChanges(db, changesOf(row))
  sql(db, 'UPDATE commands SET undone=? WHERE id=?').run(DONE, row.id)
  return { ok: true, entry: toEntry({ ...row, undone: DONE }) }
}

/** Without the changes: those of an import are megabytes. */
export function undoState(db: Db): UndoState {
  const undo = sql<StoredCommand>(db, `SELECT ${ENTRY} FROM commands WHERE undone=${DONE} ORDER BY id DESC LIMIT 1`).get()
  const redo = sql<StoredCommand>(db, `SELECT ${ENTRY} FROM commands WHERE undone=${UNDONE} AND id>? ORDER BY id LIMIT 1`).get(
    undo?.id ?? 0,
  )
  return { undo: undo ? toEntry(undo) : null, redo: redo ? toEntry(redo) : null }
}

export const listCommands = (db: Db, limit: number, before: number | null): CommandEntry[] =>
  sql<StoredCommand>(db, `SELECT ${ENTRY} FROM commands WHERE id<? ORDER BY id DESC LIMIT ?`)
    .all(before ?? Number.MAX_SAFE_INTEGER, limit)
    .map(toEntry)
