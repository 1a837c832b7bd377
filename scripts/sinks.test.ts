import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isNode, type Node, nameOf, syntaxOf, walk } from './syntax.ts'
import { ROOT, repositoryFiles } from './tracked-files.ts'

/** Ways from text to markup, code or another program, found in the syntax trees: however they are spelt, none gets in unseen. */

const SOURCES = repositoryFiles().filter((name) => /^src-.*\.tsx?$/.test(name) && !/\.test\.tsx?$|\/testing\b/.test(name))

/** Writing to these turns text into markup or loads what text names. */
const WRITTEN = new Set(['innerHTML', 'outerHTML', 'srcdoc', 'srcDoc'])
const CALLED = new Set(['insertAdjacentHTML', 'createContextualFragment', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'importScripts', 'eval'])
const ATTRIBUTES = new Set(['dangerouslySetInnerHTML', 'srcDoc', 'srcdoc'])
/** The same by a detour: `Object.assign(element, { innerHTML })`, `Reflect.set(element, 'innerHTML', text)`, props spread into an element. */
const NAMED = new Set([...WRITTEN, ...ATTRIBUTES, '__html'])
const TIMERS = new Set(['setTimeout', 'setInterval'])
const TEXT = new Set(['StringLiteral', 'TemplateLiteral'])

const isCall = ({ type }: Node): boolean => type === 'CallExpression' || type === 'OptionalCallExpression' || type === 'NewExpression'
const isDocumentWrite = (callee: unknown): boolean =>
  isNode(callee) && isNode(callee.object) && nameOf(callee.object) === 'document' && /^write(?:ln)?$/.test(nameOf(callee) ?? '')

function callSink(node: Node): string | null {
  const name = nameOf(node.callee)
  const [first] = node.arguments as Node[]
  if (name !== null && CALLED.has(name)) return name
  if (name === 'Function') return 'Function'
  if (isDocumentWrite(node.callee)) return 'document.write'
  if (name !== null && TIMERS.has(name) && first && TEXT.has(first.type)) return `${name} of text`
  return null
}

/** The sink a node is, or null. */
function sinkOf(node: Node): string | null {
  if (isCall(node)) return callSink(node)
  if (node.type === 'AssignmentExpression') return WRITTEN.has(nameOf(node.left) ?? '') ? nameOf(node.left) : null
  if (node.type === 'JSXAttribute') return ATTRIBUTES.has(nameOf(node.name) ?? '') ? nameOf(node.name) : null
  if (node.type === 'ObjectProperty' && NAMED.has(nameOf(node.key) ?? '')) return nameOf(node.key)
  if (node.type === 'StringLiteral' && NAMED.has(String(node.value))) return String(node.value)
  if (node.type === 'StringLiteral') return /^\s*javascript:/i.test(String(node.value)) ? 'javascript:' : null
  return null
}

const sinksIn = (source: string, file: string): string[] => [...walk(syntaxOf(source, file))].flatMap((node) => sinkOf(node) ?? [])
const treeOf = (name: string): Node => syntaxOf(readFileSync(join(ROOT, name), 'utf8'), name)

test('the search finds every spelling', () => {
  const source = `
    a.innerHTML = b; a['outerHTML'] += b; frame?.insertAdjacentHTML('x', b); document.writeln(b); new Function(b); Function(b)
    globalThis.eval(b); setTimeout('b()', 1); location.href = 'JavaScript:b'; range.createContextualFragment(b)
    Object.assign(a, { innerHTML: b }); Reflect.set(a, 'outerHTML', b); const props = { dangerouslySetInnerHTML: { __html: b } }
    const ok = [element.textContent = b, setTimeout(() => b, 1), stream.write(b), document.title]
    export const View = () => <div dangerouslySetInnerHTML={{ __html: b }}><iframe srcDoc={b} /></div>`
  expect([...new Set(sinksIn(source, 'view.tsx'))].sort()).toEqual([
    'Function',
    '__html',
    'createContextualFragment',
    'dangerouslySetInnerHTML',
    'document.write',
    'eval',
    'innerHTML',
    'insertAdjacentHTML',
    'javascript:',
    'outerHTML',
    'setTimeout of text',
    'srcDoc',
  ])
  // Each of them by itself, however it is spelt.
  const count = (name: string) => sinksIn(source, 'view.tsx').filter((one) => one === name).length
  expect([count('innerHTML'), count('Function'), count('dangerouslySetInnerHTML')]).toEqual([2, 2, 2])
  expect(count('outerHTML')).toBeGreaterThanOrEqual(2)
})

test('no text becomes markup or code, in the window or anywhere else', () => {
  const found = SOURCES.flatMap((name) =>
    [...walk(treeOf(name))].flatMap((node) => (sinkOf(node) ? [`${name}:${node.loc?.start.line} ${sinkOf(node)}`] : [])),
  )
  expect(found).toEqual([])
})

test('an address is handed to the system in one place, and no path or command at all', () => {
  // However the module is called where it is imported; taken out of it by name counts as well.
  const calls = SOURCES.flatMap((name) =>
    [...walk(treeOf(name))].flatMap((node) => {
      const called = isCall(node) ? nameOf(node.callee) : node.type === 'ObjectPattern' ? takenOut(node) : null
      return called === 'openExternal' || called === 'openPath' ? [`${name} ${called}`] : []
    }),
  )
  // The second one is the host asking its shell: a port, which the preview answers with "no".
  expect(calls.sort()).toEqual(['src-main/electron/shell.ts openExternal', 'src-main/host/calls-app.ts openExternal'])
})

/** What of the two a pattern takes out of an object. */
const takenOut = (pattern: Node): string | null =>
  (pattern.properties as Node[]).map(({ key }) => nameOf(key)).find((key) => key === 'openExternal' || key === 'openPath') ?? null

test('the window is led nowhere: another page of its own is opened in one place', () => {
  const led = SOURCES.filter((name) => name.startsWith('src-renderer/')).flatMap((name) =>
    [...walk(treeOf(name))].flatMap((node) => (leadsAway(node) ? [`${name} ${leadsAway(node)}`] : [])),
  )
  // The reader in a window of its own, where there is no desktop to open it: the page's own address with another fragment.
  expect(led).toEqual(['src-renderer/views/reader/ReaderPane.tsx open'])
  expect([...walk(syntaxOf('window.open(a); globalThis.location.assign(a); location.href = a; x.location = a'))].flatMap(leads)).toEqual([
    'open',
    'assign',
    'href',
    'location',
  ])
  expect([...walk(syntaxOf('<a href={x}><form action={x} /></a>', 'x.tsx'))].flatMap(leads)).toEqual(['<a>', '<form>'])
})

const leads = (node: Node): string[] => [leadsAway(node) ?? []].flat()

/** How a node takes the window, or opens another, at an address; null when it does not. */
function leadsAway(node: Node): string | null {
  if (isCall(node) && isNode(node.callee)) {
    const [called, on] = [nameOf(node.callee), nameOf(node.callee.object)]
    if (called === 'open' && ['window', 'globalThis', 'self', 'top', 'parent'].includes(on ?? '')) return 'open'
    return on === 'location' && (called === 'assign' || called === 'replace') ? called : null
  }
  if (node.type === 'AssignmentExpression' && isNode(node.left)) {
    const written = nameOf(node.left)
    if (written === 'location' || (written === 'href' && nameOf(node.left.object) === 'location')) return written
  }
  const element = node.type === 'JSXOpeningElement' ? nameOf(node.name) : null
  if (element !== null && ['a', 'area', 'iframe', 'object', 'embed', 'base', 'meta'].includes(element)) return `<${element}>`
  // A form that names no address is one of ours: what it does when it is sent is its handler's.
  const named = element === 'form' && (node.attributes as Node[]).some(({ name }) => nameOf(name) === 'action')
  return named ? '<form>' : null
}
