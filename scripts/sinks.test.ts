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
  if (node.type === 'StringLiteral') return /^\s*javascript:/i.test(String(node.value)) ? 'javascript:' : null
  return null
}

const sinksIn = (source: string, file: string): string[] => [...walk(syntaxOf(source, file))].flatMap((node) => sinkOf(node) ?? [])
const treeOf = (name: string): Node => syntaxOf(readFileSync(join(ROOT, name), 'utf8'), name)

test('the search finds every spelling', () => {
  const source = `
    a.innerHTML = b; a['outerHTML'] += b; frame?.insertAdjacentHTML('x', b); document.writeln(b); new Function(b); Function(b)
    globalThis.eval(b); setTimeout('b()', 1); location.href = 'JavaScript:b'; range.createContextualFragment(b)
    const ok = [element.textContent = b, setTimeout(() => b, 1), stream.write(b), document.title]
    export const View = () => <div dangerouslySetInnerHTML={{ __html: b }}><iframe srcDoc={b} /></div>`
  expect(sinksIn(source, 'view.tsx').sort()).toEqual(
    [
      'Function',
      'Function',
      'createContextualFragment',
      'dangerouslySetInnerHTML',
      'document.write',
      'eval',
      'innerHTML',
      'insertAdjacentHTML',
    ].concat(['javascript:', 'outerHTML', 'setTimeout of text', 'srcDoc']),
  )
})

test('no text becomes markup or code, in the window or anywhere else', () => {
  const found = SOURCES.flatMap((name) =>
    [...walk(treeOf(name))].flatMap((node) => (sinkOf(node) ? [`${name}:${node.loc?.start.line} ${sinkOf(node)}`] : [])),
  )
  expect(found).toEqual([])
})

test('an address is handed to the system in one place, and no path or command at all', () => {
  const calls = SOURCES.flatMap((name) =>
    [...walk(treeOf(name))].filter(isCall).flatMap(({ callee }) => {
      const called = nameOf(callee)
      const onShell = isNode(callee) && nameOf(callee.object) === 'shell'
      return onShell && (called === 'openExternal' || called === 'openPath') ? [`${name} ${called}`] : []
    }),
  )
  // The second one is the host asking its shell: a port, which the preview answers with "no".
  expect(calls.sort()).toEqual(['src-main/electron/shell.ts openExternal', 'src-main/host/calls-app.ts openExternal'])
})
