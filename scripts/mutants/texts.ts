import { type Mutant, oneEdit } from './runner.ts'

/** Defects of the window's reader, of texts being typed, of what is dropped and of its words (docs/issue-4-proofs.md). */

const mutant = oneEdit('window')

const MATCH = 'src-renderer/reader/match.ts'
const MATCH_TEST = 'src-renderer/reader/match.test.ts'

export const TEXTS: readonly Mutant[] = [
  mutant(
    'shortest-match',
    'The first form that ends is marked, not the longest.',
    MATCH,
    'best = { end: at + 1, entry: node.entry }',
    'return { end: at + 1, entry: node.entry }',
    MATCH_TEST,
  ),
  mutant('inside-words', '“AI” is marked in “maintain”.', MATCH, 'joins(start) ? null : longest', 'longest', MATCH_TEST),
  mutant(
    'one-of-two',
    'Of two terms with one form one is offered.',
    MATCH,
    'if (!ids.includes(id)) ids.push(id)',
    'if (ids.length === 0) ids.push(id)',
    MATCH_TEST,
  ),
  mutant(
    'variants-unmarked',
    'Only headwords are marked in the text.',
    'src-main/host/calls-work.ts',
    'surfaces: [...new Set([headword, ...variants.map(({ surface }) => surface)])]',
    'surfaces: [headword]',
    'src-main/host/calls-work.test.ts',
  ),
  mutant(
    'moved-offsets',
    'A citation lands on the old offsets although the text has moved.',
    'src-renderer/reader/locate.ts',
    "if (there !== '' && (wanted.includes(there) || there.includes(wanted))) return direct",
    'if (direct.length > 0) return direct',
    'src-renderer/reader/locate.test.ts',
  ),
  mutant(
    'ruby-lost',
    'Ruby is shown without its reading.',
    'src-renderer/views/reader/Blocks.tsx',
    '<rt>{span.reading}</rt>',
    '<rt />',
    'src-renderer/views/reader/Blocks.test.tsx',
  ),
  mutant(
    'heading-level',
    'Every heading is one of the first level.',
    'src-renderer/views/reader/Blocks.tsx',
    'Math.min(6, (block.level ?? 1) + 1)',
    '2',
    'src-renderer/views/reader/Blocks.test.tsx',
  ),
  mutant(
    'typed-meanwhile',
    'What is typed during a save is not saved.',
    'src-renderer/state/draft.ts',
    'while (this.dirty) {',
    'if (this.dirty) {',
    'src-renderer/state/draft.test.ts',
  ),
  mutant(
    'drafts-not-stored',
    'A window about to be closed says that it has stored what is typed, and has not.',
    'src-renderer/state/wire.ts',
    'void app.flushDrafts().catch(act.fail).then(done)',
    'void done()',
    'src-renderer/state/wire.test.ts',
  ),
  mutant(
    'no-sheet',
    'A dropped folder shows no scan sheet.',
    'src-renderer/state/first-run.ts',
    'app.act.show({ sheet: true })',
    '',
    'src-renderer/state/first-run.test.ts',
  ),
  mutant(
    'known-folder-runs',
    'A known folder in which nothing has changed is run again.',
    'src-renderer/state/first-run.ts',
    'if (!nothingToDo(library, scan, settings)) ',
    '',
    'src-renderer/state/first-run.test.ts',
  ),
  mutant(
    'waiting-forgotten',
    'Documents added during a run are never read.',
    'src-renderer/state/runs.ts',
    "if (waiting && run.status === 'completed')",
    'if (waiting && run.id < 0)',
    'src-renderer/state/runs.test.ts',
  ),
  mutant(
    'missing-japanese',
    'A sentence of the window has no Japanese.',
    'src-renderer/locales/ja.ts',
    '\\"(no definition)\\":[\\"（定義なし）\\"],',
    '',
    'src-renderer/i18n/catalog.test.ts',
  ),
]
