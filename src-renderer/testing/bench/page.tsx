import type { HostApi } from '../../../src-main/contract/host-api.ts'
import { fakeHost } from '../fake-host.ts'
import { mapScene } from './map-scene.ts'
import { scenes } from './scenes.ts'
import { dialogScenes } from './scenes-dialogs.ts'

/** The window over a made-up host: 50 000 terms, a 1 MB document, 100 000 log lines. What is measured is the renderer alone. */

const TERMS = 50_000
const PARAGRAPHS = 2500
const PER_PARAGRAPH = 8

const host = fakeHost(TERMS)
const info = {
  id: 'bench',
  name: 'bench',
  file: '/bench.glossary',
  readOnly: false,
  schemaVersion: 1,
  documents: { total: 1, ok: 1, skipped: 0, failed: 0, missing: 0 },
  terms: { total: TERMS, undecided: TERMS, accepted: 0, dropped: 0, toReview: TERMS },
  definitions: { quoted: TERMS, context: 0, written: 0, human: 0 },
  problems: 0,
  proposals: 0,
  activeRun: null,
  lastRun: null,
  outdated: [],
  changes: { added: 0, changed: 0, missing: 0, moved: 0 },
  made: ['extract', 'generate', 'review', 'refine'],
  reviewed: true,
}
const settings = { language: 'en', theme: 'light', letterKeys: true, keys: {}, readerMarks: {}, runDefaults: {} }

const paragraphs = Array.from({ length: PARAGRAPHS }, (_, p) =>
  Array.from(
    { length: PER_PARAGRAPH },
    (_unused, i) => `The term ${1 + ((p * PER_PARAGRAPH + i) % 5000) * 3} stands here, followed by words.`,
  ).join(' '),
)
let at = 0
const blocks = paragraphs.map((text, index) => {
  const start = at
  at += text.length + 2
  return { kind: 'paragraph', text, map: [0, text.length, start, text.length], start, end: start + text.length, line: index + 1 }
})

Object.assign(host.answers, {
  'app.info': () => ({ version: '0', host: 'test', platform: 'linux', locale: 'en', folders: [], dialogs: false }),
  'app.settings': () => settings,
  'app.setMenu': () => null,
  'app.setSettings': (asked: { settings: unknown }) => asked.settings,
  'libraries.recent': () => [{ file: '/bench.glossary', name: 'bench', openedAt: '2026-01-01T00:00:00Z', missing: false }],
  'libraries.open': () => info,
  'libraries.info': () => info,
  'libraries.create': () => info,
  'commands.state': () => ({ undo: null, redo: null }),
  'commands.do': () => null,
  'folders.list': () => [],
  'documents.list': () => [{ id: 1, root: 1, path: 'big.md', size: at, status: 'ok', reason: null, contentHash: 'h', language: 'en' }],
  'documents.scan': () => ({ added: 0, changed: 0, missing: 0, moved: 0, unchanged: 1, skipped: [] }),
  'reader.open': () => ({
    documentId: 1,
    path: 'big.md',
    title: null,
    language: 'en',
    tag: 'en',
    contentHash: 'h',
    encoding: 'utf-8',
    blocks: blocks.length,
    warnings: [],
  }),
  'reader.blocks': () => ({ blocks, next: null }),
  'reader.terms': () =>
    host.terms.slice(0, 15_000).map(({ id, headword, language, decision }) => ({ id, headword, language, decision, surfaces: [headword] })),
  'runs.logs': () => [],
  'runs.list': () => [],
  'terms.map': ({ query }: { query: { concept: number } }) => mapScene(query.concept, 60),
  'terms.detail': ({ concept }: { concept: number }) => ({
    ...host.terms[concept - 1]!,
    variants: [{ surface: host.terms[concept - 1]!.headword, key: 'k', rule: 'headword', count: 1, usage: null }],
    features: {},
    definitions: [],
    proposal: null,
    note: '',
    problemList: [],
    related: [],
  }),
})

// What fits a picture, and can be read out in a line for each paragraph. What is out of sight keeps the colours of the look before until it is drawn.
const few = { 'reader.blocks': () => ({ blocks: blocks.slice(0, 9), next: null }) }
if (location.search === '?scenes') Object.assign(host.answers, scenes, dialogScenes, few)

declare global {
  interface Window {
    bench: typeof host
  }
}
window.bench = host
Object.assign(window, { genglossaryTest: host satisfies HostApi })
void import('../../main.tsx')
