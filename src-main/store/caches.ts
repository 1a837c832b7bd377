import { type Db, sql } from './connection.ts'

/** Table `caches`: machine texts by content key. They belong to no run; the ones used longest ago go first. `used_at` counts uses, not time. */

/** Kind of the answers of language models. */
export const ANSWERS = 'model-answer'

const nextUse = (db: Db): number => (sql<{ n: number | null }>(db, 'SELECT max(used_at) AS n FROM caches').get()?.n ?? 0) + 1

export function cacheGet(db: Db, kind: string, keys: readonly string[]): (string | null)[] {
  const read = sql<{ value: string }>(db, 'SELECT value FROM caches WHERE kind=? AND key=?')
  return keys.map((key) => read.get(kind, key)?.value ?? null)
}

/** Notes that these entries were used. */
export function cacheTouch(db: Db, kind: string, keys: readonly string[]): void {
  const use = nextUse(db)
  const update = sql(db, 'UPDATE caches SET used_at=? WHERE kind=? AND key=?')
  for (const key of keys) update.run(use, kind, key)
}

export function cachePut(db: Db, kind: string, entry: { readonly key: string; readonly value: string }): void {
  sql(
    db,
    `INSERT INTO caches(kind, key, value, size, used_at) VALUES(?, ?, ?, ?, ?)
     ON CONFLICT(kind, key) DO UPDATE SET value=excluded.value, size=excluded.size, used_at=excluded.used_at`,
  ).run(kind, entry.key, entry.value, Buffer.byteLength(entry.value), nextUse(db))
}

/** Deletes up to `limit` entries, least recently used first, while the whole is above `maxBytes`; gives how many went. */
export function cacheEvict(db: Db, maxBytes: number, limit: number): number {
  let surplus = (sql<{ bytes: number | null }>(db, 'SELECT sum(size) AS bytes FROM caches').get()?.bytes ?? 0) - maxBytes
  const oldest = sql<{ kind: string; key: string; size: number }>(
    db,
    'SELECT kind, key, size FROM caches ORDER BY used_at, kind, key LIMIT ?',
  ).all(limit)
  let gone = 0
  for (const entry of oldest) {
    if (surplus <= 0) break
    sql(db, 'DELETE FROM caches WHERE kind=? AND key=?').run(entry.kind, entry.key)
    surplus -= entry.size
    gone++
  }
  return gone
}
