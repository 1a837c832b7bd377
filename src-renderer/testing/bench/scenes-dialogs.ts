import type { ExportFormatInfo } from '../../../src-main/contract/export.ts'
import type { ExportPreview } from '../../../src-main/contract/host-api.ts'
import type { ImportPreview } from '../../../src-main/contract/imports.ts'
import type { NetworkState } from '../../../src-main/contract/network.ts'
import type { RunSettings } from '../../../src-main/contract/run-protocol.ts'
import { fakeTerm } from '../fake-host.ts'

/** What the dialogs and the scan sheet show in pictures, fixed for ever. */

const settings: RunSettings = {
  language: 'auto',
  definitionLimit: 0,
  maxFileBytes: 50 * 1024 * 1024,
  includeEntities: false,
}

const formats: readonly ExportFormatInfo[] = [
  {
    id: 'md',
    purpose: 'share',
    name: { en: 'Markdown', ja: 'Markdown' },
    use: { en: 'One page to read, print or put into a wiki.', ja: '読む・印刷する・Wiki に載せるための 1 ページ。' },
    extension: 'md',
    mime: 'text/markdown',
    encoding: 'utf-8',
    folder: false,
  },
]

const preview: ExportPreview = {
  suggestedName: 'bench.md',
  head: '# bench\n\n## berth window\n\nA berth window is the period during which a ship may lie at the quay.\n\n## 蔵置日数\n\n蔵置日数とは、貨物が置かれる日数である。\n',
  report: {
    terms: 120,
    written: 117,
    files: 1,
    bytes: 48_300,
    losses: [{ kind: 'reading-missing', count: 3, examples: ['量子艀', '荷役', '岸壁'] }],
  },
}

const imported: ImportPreview & { readonly session: string } = {
  session: 's',
  name: 'terms.csv',
  format: 'csv',
  encoding: 'utf-8',
  warnings: [],
  table: {
    mapping: { header: true, columns: ['term', 'reading', 'definition', 'ignore'] },
    sample: [
      ['Word', 'Kana', 'Text', 'Owner'],
      ['量子艀', 'りょうしはしけ', '荷物を積み降ろしする作業。', 'A'],
      ['berth window', '', 'The hours a ship may lie at the quay.', 'B'],
    ],
    rows: 2,
  },
  counts: { documents: 1, terms: 2, fresh: 1, added: 0, same: 0, differing: 1, collisions: 0, excluded: 0, required: 0, notRead: 0 },
  terms: [
    { place: '2', term: '量子艀', reading: 'りょうしはしけ', definition: '荷物を積み降ろしする作業。', state: 'fresh' },
    { place: '3', term: 'berth window', reading: '', definition: 'The hours a ship may lie at the quay.', state: 'differing' },
  ],
  collisions: [],
  notRead: [],
}

const network: NetworkState = { since: 1_767_323_045_000, entries: [], totals: [], total: 0, verdict: 'none' }

/** Answers by call, for `Object.assign` over those of the bench page. */
export const dialogScenes: Record<string, (args: never) => unknown> = {
  'libraries.settings': () => settings,
  'libraries.setSettings': ({ settings: asked }: { settings: unknown }) => asked,
  'documents.leftOut': () => [],
  // Over before anybody sees it work.
  'runs.start': () => ({ status: 'completed' }),
  'models.key': () => ({ source: 'none', canStore: false }),
  'network.list': () => network,
  'export.formats': () => formats,
  'export.last': () => null,
  'export.preview': () => preview,
  'imports.open': () => imported,
  'imports.close': () => null,
  'imports.page': () => [],
  'readings.page': () => {
    const rows = [3, 6, 9, 12].map((id) => ({ ...fakeTerm(id), readingSure: id > 6 }))
    return { total: rows.length, unsure: 2, rows }
  },
}
