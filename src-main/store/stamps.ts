import { type Db, sql } from './connection.ts'

/**
 * Counters that tell whether a stage's inputs have changed since it ran: `documents` (what a scan found), `constraints` (lists, merges,
 * splits, usage), `texts` (definitions and headwords people wrote). Raised in the transaction of the change itself.
 */
export const STAMPS = ['documents', 'constraints', 'texts'] as const
export type Stamp = (typeof STAMPS)[number]
export type Stamps = Readonly<Record<Stamp, number>>

export function readStamps(db: Db): Stamps {
  const stamps = { documents: 0, constraints: 0, texts: 0 }
  for (const row of sql<{ name: Stamp; value: number }>(db, 'SELECT name, value FROM stamps').all()) stamps[row.name] = row.value
  return stamps
}

export function raiseStamp(db: Db, name: Stamp): void {
  sql(db, 'INSERT INTO stamps(name, value) VALUES(?, 1) ON CONFLICT(name) DO UPDATE SET value=value+1').run(name)
}
