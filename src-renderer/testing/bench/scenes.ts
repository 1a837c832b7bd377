import type { Lists, RootRow } from '../../../src-main/contract/host-api.ts'
import type { DocumentRow, ProblemView } from '../../../src-main/contract/library-api.ts'
import type { LogLine, RunRow } from '../../../src-main/contract/run.ts'
import { mapScene } from './map-scene.ts'

/** What the smaller screens show in pictures: every state a row can have, fixed for ever. */

const document = (id: number, path: string, more: Partial<DocumentRow> = {}): DocumentRow => ({
  id,
  root: 1,
  path,
  size: 1200 * id,
  status: 'ok',
  reason: null,
  contentHash: `h${id}`,
  language: id % 2 ? 'en' : 'ja',
  ...more,
})

const documents: readonly DocumentRow[] = [
  document(1, 'manual/berth-planning.md'),
  document(2, 'manual/安全/荷役手順.docx'),
  document(3, 'manual/安全/点検表.xlsx', { status: 'new' }),
  document(4, 'manual/scan.pdf', {
    status: 'skipped',
    reason: 'The PDF holds pictures of pages, no text (a scan). Run text recognition (OCR) over it to include it.',
    language: null,
  }),
  document(5, 'notes/gate.txt', { status: 'missing' }),
  document(6, 'notes/tariff.csv', {
    status: 'failed',
    reason: 'The document could not be analysed (out of memory). The other documents are not affected.',
    language: null,
  }),
  document(7, 'README.md'),
]

const roots: readonly RootRow[] = [{ id: 1, path: '/documents/harbour', missing: false }]

const problem = (id: number, more: Pick<ProblemView, 'kind' | 'severity' | 'message' | 'action'>): ProblemView => ({
  type: 'problem',
  concepts: [{ language: 'en', key: `term ${id}`, sense: 0 }],
  evidence: [],
  id,
  fingerprint: `f${id}`,
  ignored: false,
  ignoredReason: null,
  fixed: false,
  conceptIds: [id],
  headwords: [`term ${id}`],
  ...more,
})

const problems: readonly ProblemView[] = [
  problem(1, {
    kind: 'duplicate',
    severity: 'warning',
    message: '“term 1” and “term 2” may be one term: their definitions are the same. Merge them, or keep both if they differ.',
    action: 'merge',
  }),
  problem(2, {
    kind: 'circular',
    severity: 'warning',
    message: 'The definition of “term 2” explains the term by itself. Say what kind of thing it is in other words.',
    action: 'edit-definition',
  }),
  problem(4, {
    kind: 'missing-definition',
    severity: 'info',
    message: 'The documents use “term 4” 12 times but never define it. Write a definition, or drop the term.',
    action: 'edit-definition',
  }),
]

const run = (id: number, more: Partial<RunRow>): RunRow => ({
  id,
  scope: 'full',
  status: 'completed',
  failureKind: null,
  error: null,
  epoch: 'e',
  workerPid: null,
  workerStart: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  startedAt: '2026-01-02T03:04:05.000Z',
  cancelRequestedAt: null,
  finishedAt: '2026-01-02T03:04:12.000Z',
  durationMs: 7000,
  lastSeq: 3,
  retryOf: null,
  settings: '{"language":"auto"}',
  counts: '{}',
  ...more,
})

const runs: readonly RunRow[] = [
  run(4, {}),
  run(3, { scope: 'review', status: 'failed', failureKind: 'oom', error: 'The worker ran out of memory; try fewer or smaller files.' }),
  run(2, { status: 'cancelled', durationMs: 1200 }),
  run(1, { status: 'interrupted', durationMs: null, finishedAt: null }),
]

const line = (seq: number, level: LogLine['level'], message: string): LogLine => ({ seq, time: 1_767_323_045_000 + seq, level, message })

const lines: readonly LogLine[] = [
  line(1, 'info', 'Nothing changed since the last extraction: the terms are kept as they are.'),
  line(2, 'warn', 'scan.pdf was left out: The file holds no text.'),
  line(3, 'info', '120 terms reviewed by rules, 3 problems found.'),
]

const lists: Lists = {
  required: [
    { surface: 'berth window', found: true },
    { surface: '蔵置日数', found: false },
  ],
  excluded: [{ surface: 'example' }],
}

/** Answers by call, for `Object.assign` over those of the bench page. */
export const scenes: Record<string, (args: never) => unknown> = {
  'documents.list': () => documents,
  'folders.list': () => roots,
  'problems.list': () => problems,
  'runs.list': () => runs,
  'runs.logs': ({ after }: { after: number }) => lines.filter(({ seq }) => seq > after),
  'lists.get': () => lists,
  'terms.map': ({ query }: { query: { concept: number } }) => mapScene(query.concept, 18),
}
