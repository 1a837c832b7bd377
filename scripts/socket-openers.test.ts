import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isNode, type Node, nameOf, syntaxOf, walk } from './syntax.ts'
import { ROOT, repositoryFiles } from './tracked-files.ts'

/**
 * Settings ▸ Network lists every connection the app makes. That is true only while one module opens them: every other way to a socket in the
 * sources is named here with what it is, and one that is not fails this test.
 */

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // Opens the connections to model servers, and tells of each.
  'src-worker/models/connections.ts': ['node:http', 'node:https'],
  // Listens on 127.0.0.1 for the preview's own page; opens nothing.
  'src-main/preview/server.ts': ['node:http', 'ws'],
  // A local socket (a path, no network) between processes of one person that share a library.
  'src-main/library/owner-socket.ts': ['node:net'],
  'src-main/library/owner-client.ts': ['node:net'],
  // The preview's page asks the address it came from; its policy allows no other (src-main/host/page.ts).
  'src-renderer/host/connect.ts': ['WebSocket'],
}

const MODULES =
  /^(?:node:)?(?:net|http|https|http2|tls|dgram|dns|dns\/promises|quic|inspector|inspector\/promises)$|^(?:ws|undici|axios|got|node-fetch)(?:\/|$)/u
const CALLED = new Set(['fetch', 'importScripts', 'sendBeacon', 'getBuiltinModule'])
const MADE = new Set(['WebSocket', 'WebSocketStream', 'EventSource', 'XMLHttpRequest', 'RTCPeerConnection', 'WebTransport'])
/** Electron's own ways. */
const ELECTRON = new Set(['net', 'autoUpdater', 'crashReporter'])

function importOpeners(node: Node): string[] {
  const {
    source,
    importKind,
    specifiers = [],
  } = node as unknown as {
    source: Node
    importKind?: string
    specifiers?: { importKind?: string; imported?: Node; local?: Node }[]
  }
  if (importKind === 'type') return []
  const from = String(source.value)
  const taken = specifiers.filter((one) => one.importKind !== 'type')
  if (specifiers.length > 0 && taken.length === 0) return []
  // The types and errors of a module open nothing; an address as a type neither.
  if (MODULES.test(from)) return [from]
  return from === 'electron'
    ? taken.flatMap(({ imported }) => (imported && ELECTRON.has(nameOf(imported) ?? '') ? [`electron ${nameOf(imported)}`] : []))
    : []
}

/** Ways to a socket in one node of a syntax tree. */
function openersOf(node: Node): string[] {
  if (node.type === 'ImportDeclaration') return importOpeners(node)
  if (node.type === 'ImportExpression' || (node.type === 'CallExpression' && isNode(node.callee) && node.callee.type === 'Import')) {
    const target = (node.type === 'ImportExpression' ? node.source : (node.arguments as Node[])[0]) as Node
    return typeof target.value === 'string' && MODULES.test(target.value) ? [target.value] : []
  }
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
    const name = nameOf(node.callee) ?? ''
    const [first] = node.arguments as Node[]
    if (name === 'require' && first && typeof first.value === 'string' && MODULES.test(first.value)) return [first.value]
    return CALLED.has(name) ? [name] : []
  }
  if (node.type === 'NewExpression') return MADE.has(nameOf(node.callee) ?? '') ? [nameOf(node.callee)!] : []
  return []
}

const openersIn = (source: string, file: string): string[] => [...new Set([...walk(syntaxOf(source, file))].flatMap(openersOf))].sort()

test('the search finds every spelling, and no type', () => {
  const source = `
    import http from 'node:http'
    import { connect } from 'tls'
    import type { Socket } from 'node:net'
    import { type LookupAddress } from 'node:dns'
    import { net, type Session } from '${'electron'}'
    const a = [fetch(b), globalThis.fetch(b), new WebSocket(b), new window.XMLHttpRequest(), navigator.sendBeacon(b)]
    const c = [await import('node:http2'), require('undici'), process.getBuiltinModule('net'), new EventSource(b)]`
  expect(openersIn(source, 'a.ts')).toEqual([
    'EventSource',
    'WebSocket',
    'XMLHttpRequest',
    'electron net',
    'fetch',
    'getBuiltinModule',
    'node:http',
    'node:http2',
    'sendBeacon',
    'tls',
    'undici',
  ])
})

test('nothing opens a socket but what is named here', () => {
  const sources = repositoryFiles().filter((name) => /^src-.*\.tsx?$/.test(name) && !/\.test\.tsx?$|\/(?:testing|fixtures)\//.test(name))
  expect(sources.length).toBeGreaterThan(300)
  const found = sources.flatMap((name) => {
    const openers = openersIn(readFileSync(join(ROOT, name), 'utf8'), name)
    return openers.length === 0 ? [] : [[name, openers] as const]
  })
  expect(Object.fromEntries(found)).toEqual(ALLOWED)
})
