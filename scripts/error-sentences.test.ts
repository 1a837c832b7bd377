import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isNode, type Node, nameOf, syntaxOf, walk } from './syntax.ts'
import { ROOT, repositoryFiles } from './tracked-files.ts'

/** Every error people meet in the window says what to do: one of its sentences, or a part of one, tells them to. */

/** How an English sentence that tells somebody what to do begins. */
const TOLD =
  /(?:^|[.;:,!?–] |, or |, and |\band |\bor |: )(?:Add|Agree|Check|Choose|Close|Connect|Copy|Correct|Define|Delete|Drop|Export|Give|Import|Install|Leave|Look|Make|Merge|Move|Open|Put|Read|Refresh|Reload|Relocate|Restart|Run|Save|Say|See|Select|Set|Split|Start|Stop|Try|Type|Undo|Update|Use|Wait|Write)\b/i
/** What people asked for themselves, and what only a fault of ours brings up: errors.ts adds what to do to that. */
const EXEMPT = new Set(['CANCELLED', 'INTERNAL'])
/** The terminal has words of its own, and the shell refuses pages that are not ours. */
const ELSEWHERE = /^src-main\/(?:cli|preview|electron|desktop)\/|\/(?:testing|fixtures)\/|testing\.ts$|\.test\.tsx?$/

const files = repositoryFiles().filter((name) => /^src-(?:main|worker|renderer)\/.*\.tsx?$/.test(name) && !ELSEWHERE.test(name))
const treeOf = (name: string): Node => syntaxOf(readFileSync(join(ROOT, name), 'utf8'), name)

/** The texts an expression may be, with `…` for what is put in: of a choice both; none of what is made elsewhere. */
function textsOf(node: unknown): string[] {
  if (!isNode(node)) return []
  if (node.type === 'StringLiteral') return [String(node.value)]
  if (node.type === 'TemplateLiteral') return [(node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…')]
  if (node.type === 'ConditionalExpression') return [...textsOf(node.consequent), ...textsOf(node.alternate)]
  return []
}

const errorsIn = (tree: Node): string[] =>
  [...walk(tree)].flatMap((node) => {
    if (node.type !== 'NewExpression' || nameOf(node.callee) !== 'AppError') return []
    const [code, message] = node.arguments as Node[]
    return textsOf(code).some((one) => EXEMPT.has(one)) ? [] : textsOf(message)
  })

/** Texts of the window looked up inside the function or table of a name. */
function lookedUp(file: string, name: string): string[] {
  const tree = treeOf(file)
  const made = [...walk(tree)].find((node) => /Declarat(?:or|ion)$/.test(node.type) && isNode(node.id) && nameOf(node.id) === name)
  return [...walk(made!)].flatMap((node) =>
    node.type === 'CallExpression' && isNode(node.callee) && nameOf(node.callee) === '_' ? textsOf((node.arguments as Node[])[0]) : [],
  )
}
const silent = (sentences: readonly string[]): string[] => sentences.filter((text) => !TOLD.test(text))

test('what to do is told from what happened', () => {
  const source = `
    throw new AppError('FILE_UNREADABLE', \`\${path} can't be read. Check its permissions.\`)
    throw new AppError('USAGE', 'There is no such term.')
    throw new AppError('BUSY', on ? 'It is closed.' : 'Wait for it.')
    throw new AppError('CANCELLED', 'It was cancelled.')`
  expect(silent(errorsIn(syntaxOf(source)))).toEqual(['There is no such term.', 'It is closed.'])
})

test('every error of the core says what to do', () => {
  const errors = files.flatMap((name) => errorsIn(treeOf(name)).map((text) => [name, text] as const))
  expect(errors.length).toBeGreaterThan(70)
  // What it says itself follows: the reason a file has on its row, or what is wrong with the library.
  const ends = (text: string) => /: …$|…\.? The file was left as it is\. …$|^… …$|^…$/.test(text)
  expect(errors.filter(([, text]) => !ends(text) && !TOLD.test(text)).map(([name, text]) => `${name}: ${text}`)).toEqual([])
})

test('so do the sentences of the window that stand for an error, and those about a run that failed', () => {
  const sentences = lookedUp('src-renderer/state/errors.ts', 'SENTENCES')
  expect(sentences.length).toBeGreaterThan(18)
  expect(silent(sentences)).toEqual(['Cancelled. Nothing was changed.'])
  const failures = lookedUp('src-renderer/views/labels.ts', 'failureSentence')
  expect(failures.length).toBeGreaterThan(6)
  expect(silent(failures)).toEqual([])
})
