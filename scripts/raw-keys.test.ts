import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isNode, type Node, nameOf, syntaxOf, walk } from './syntax.ts'
import { ROOT, repositoryFiles } from './tracked-files.ts'

/**
 * While an input method composes, Enter, Escape and the arrow keys are its own. Only src-renderer/keys/ knows that (`isComposing`, 229), so nothing else in
 * the window may look at a key itself, however that is spelt: it asks `useKey` or `nameOf`, for which a key has no name then.
 */

const SOURCES = repositoryFiles().filter(
  (name) => /^src-renderer\/(?!keys\/).*\.tsx?$/.test(name) && !/\.test\.|\/(?:testing|locales)\//.test(name),
)

/** What events say of a key, that nothing else is called. */
const OF_EVENTS = new Set(['keyCode', 'charCode', 'isComposing'])
/** As events name keys; ours are written small. */
const KEY = /^(?:Enter|Escape|Esc|Arrow(?:Up|Down|Left|Right)|Tab|Backspace|Process)$/
const LISTENED = /^key(?:down|up|press)$/
/** Labels that native menus name keys by. */
const LABELS = 'src-renderer/state/menu.ts'

function rawKeyOf(node: Node): string | null {
  const name = nameOf(node)
  if ((node.type === 'MemberExpression' || node.type === 'Identifier') && name !== null && OF_EVENTS.has(name)) return name
  if (node.type === 'StringLiteral' && KEY.test(String(node.value))) return String(node.value)
  if (node.type === 'ObjectProperty' && KEY.test(nameOf(node.key) ?? '')) return nameOf(node.key)
  // A handler written where it is used gets the event itself.
  if (node.type === 'JSXAttribute' && /^onKey/.test(nameOf(node.name) ?? '')) {
    const value = isNode(node.value) && isNode(node.value.expression) ? node.value.expression.type : ''
    return /Function/.test(value) ? 'a handler of its own' : null
  }
  return null
}
const rawKeysIn = (source: string, file: string): string[] => [...walk(syntaxOf(source, file))].flatMap((node) => rawKeyOf(node) ?? [])

test('the search finds every spelling', () => {
  const source = `
    const { key, isComposing } = event
    if (key === 'Enter' || ['Escape'].includes(event.key)) stop()
    switch (event.key) { case "ArrowDown": go() }
    const table = { Tab: next }
    const old = event.keyCode === 13
    const ok = [useKey({ enter: go, escape: stop }), row.key, 'Entered', i18n._('Enter: right')]
    export const Field = () => <input onKeyDown={(event) => event} onKeyUp={useKey({})} />`
  expect([...new Set(rawKeysIn(source, 'field.tsx'))].sort()).toEqual(
    ['ArrowDown', 'Enter', 'Escape', 'Tab', 'a handler of its own', 'isComposing', 'keyCode'].sort(),
  )
})

test('nothing in the window looks at a key itself', () => {
  const found = SOURCES.filter((name) => name !== LABELS).flatMap((name) =>
    rawKeysIn(readFileSync(join(ROOT, name), 'utf8'), name).map((what) => `${name}: ${what}`),
  )
  expect(SOURCES.length).toBeGreaterThan(150)
  expect(found).toEqual([])
})

test('who listens for keys has their names from keys/', () => {
  const listeners = SOURCES.filter((name) => {
    const text = readFileSync(join(ROOT, name), 'utf8')
    const listens = [...walk(syntaxOf(text, name))].some((node) => node.type === 'StringLiteral' && LISTENED.test(String(node.value)))
    return listens && !/import \{[^}]*\b(?:nameOf|useKey|useCapture)\b[^}]*\} from '[./]*keys\/useKey\.ts'/.test(text)
  })
  expect(listeners).toEqual([])
})
