import type { AlikeDecision, AlikeQuery, AlikeRule } from '../../contract/alike.ts'
import type { Passage } from '../../contract/blocks.ts'
import type { ConceptId, TermQuery } from '../../contract/library-api.ts'
import type { RunId, Stage } from '../../contract/run.ts'
import type { Pull } from '../../contract/run-protocol.ts'
import type { MapQuery } from '../../contract/term-map.ts'
import { alikeConcepts, alikePage } from '../alike.ts'
import type { SearchQuery } from '../api.ts'
import type { HumanChange } from '../api-human.ts'
import { type Db, sql } from '../connection.ts'
import { parsedDocument, passageViews } from '../contents.ts'
import { withEncodings } from '../decoded-as.ts'
import { knownDocuments, knownFiles, listDocuments, listRoots, runnableDocuments, unkeptDocuments } from '../documents.ts'
import { listCommands, undoState } from '../human.ts'
import { commandsOf, editTimes } from '../human-history.ts'
import { humanFields, humanSnapshot, readConstraints, readValues } from '../human-read.ts'
import { libraryCounts, readSettings } from '../info.ts'
import { leftOutRules } from '../left-out.ts'
import { readLogs } from '../logs.ts'
import { occurrencesOf } from '../occurrences.ts'
import { readable, readableDetail } from '../passage-text.ts'
import { type ProblemQuery, problemPage } from '../problems.ts'
import { pullPage } from '../pulls.ts'
import { readingsPage } from '../readings.ts'
import { listRevisions, liveDigests, liveRevision } from '../revisions.ts'
import { listRuns } from '../runs.ts'
import { savedFilters } from '../saved-filters.ts'
import { CHECKED_AT_OPENING, CHECKED_LATER } from '../schema.ts'
import { searchBlocks } from '../search.ts'
import { conceptRefs, exportPage, findConcepts, headRefs, mergeProposals, termDetail, termRow } from '../term-detail.ts'
import { termMap } from '../term-map.ts'
import { termCount, termIds, termIndex, termPage, topOf } from '../term-query.ts'
import { verifyTable } from '../verify.ts'

/** Reads the store thread answers at once, on its read-only connection. By name: main calls them by these names and types. */
export const READS = {
  counts: (db: Db) => libraryCounts(db),
  settings: (db: Db) => readSettings(db),
  search: (db: Db, query: SearchQuery) => searchBlocks(db, query),
  constraints: (db: Db) => readConstraints(db),
  liveDigests: (db: Db) => liveDigests(db),
  roots: (db: Db) => listRoots(db),
  leftOut: (db: Db) => leftOutRules(db),
  knownFiles: (db: Db, rootId: number) => knownFiles(db, rootId),
  knownDocuments: (db: Db, rootId: number) => knownDocuments(db, rootId),
  documents: (db: Db, includeRemoved: boolean) => withEncodings(db, listDocuments(db, includeRemoved)),
  runnable: (db: Db) => runnableDocuments(db),
  unkept: (db: Db) => unkeptDocuments(db),
  parsedDocument: (db: Db, contentHash: string) => parsedDocument(db, contentHash),
  passages: (db: Db, passages: readonly Passage[]) => readable(db, passageViews(db, passages)),
  occurrences: (db: Db, concept: ConceptId, after: string | null, limit: number) => occurrencesOf(db, concept, after, limit),
  termPage: (db: Db, query: TermQuery) => termPage(db, query),
  termCount: (db: Db, query: TermQuery) => termCount(db, query),
  termIds: (db: Db, query: TermQuery) => termIds(db, query),
  termIndex: (db: Db, query: TermQuery, concept: ConceptId) => termIndex(db, query, concept),
  alike: (db: Db, query: AlikeQuery) => alikePage(db, query),
  alikeIds: (db: Db, rule: AlikeRule, decision: AlikeDecision) => alikeConcepts(db, rule, decision),
  topOf: (db: Db, query: TermQuery, concept: ConceptId) => topOf(db, query, concept),
  termMap: (db: Db, query: MapQuery) => termMap(db, query),
  termDetail: (db: Db, concept: ConceptId) => readableDetail(db, termDetail(db, concept)),
  termRow: (db: Db, concept: ConceptId) => termRow(db, concept),
  findConcepts: (db: Db, surfaces: readonly string[]) => findConcepts(db, surfaces),
  conceptRefs: (db: Db, concept: ConceptId) => conceptRefs(db, concept),
  headRefs: (db: Db, concepts: readonly ConceptId[]) => headRefs(db, concepts),
  exportPage: (db: Db, query: Omit<TermQuery, 'offset' | 'limit'>, cursor: string | null, limit: number) =>
    exportPage(db, query, cursor, limit),
  proposals: (db: Db) => mergeProposals(db),
  problemPage: (db: Db, query: ProblemQuery) => problemPage(db, query),
  listRuns: (db: Db, limit: number, before: RunId | null) => listRuns(db, limit, before ?? undefined),
  readLogs: (db: Db, runId: RunId, afterSeq: number, limit: number) => readLogs(db, runId, afterSeq, limit),
  pull: (db: Db, runId: RunId, pull: Pull, cursor: string | null) => pullPage(db, runId, pull, cursor),
  revisions: (db: Db) => listRevisions(db),
  live: (db: Db, stage: Stage) => liveRevision(db, stage),
  stagedItems: (db: Db, runId: RunId) =>
    Object.fromEntries(
      sql<{ stage: Stage; items: number }>(db, `SELECT stage, items FROM revisions WHERE run_id=? AND state='staging'`)
        .all(runId)
        .map((row) => [row.stage, row.items]),
    ) as Partial<Record<Stage, number>>,
  undoState: (db: Db) => undoState(db),
  commands: (db: Db, limit: number, before: number | null) => listCommands(db, limit, before),
  commandsOf: (db: Db, concept: ConceptId, limit: number) => commandsOf(db, concept, limit),
  editTimes: (db: Db) => editTimes(db),
  humanValues: (db: Db, keys: readonly Pick<HumanChange, 'kind' | 'key'>[]) => readValues(db, keys),
  humanFields: (db: Db, concepts: readonly ConceptId[]) => concepts.map((concept) => humanFields(db, concept)),
  humanSnapshot: (db: Db) => humanSnapshot(db),
  filters: (db: Db) => savedFilters(db),
  readingsPage: (db: Db, from: number, limit: number) => readingsPage(db, from, limit),
  verifyTable: (db: Db, table: string) => verifyTable(db, table),
  tables: () => [...CHECKED_AT_OPENING, ...CHECKED_LATER],
} as const

export type Reads = typeof READS
