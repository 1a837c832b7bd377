import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { childrenOf, isNode, type Node, syntaxOf } from './syntax.ts'
import { ROOT, repositoryFiles } from './tracked-files.ts'

/**
 * The English sentences the core and the worker write for people (errors, reasons, log lines, labels of commands), as templates: what is
 * put in at run time is `{0}`, `{1}` … in order. They stay English in libraries, logs and the terminal; the window shows them in its own
 * language (src-renderer/i18n/core-text.ts).
 */

/** Never shown in the window: the terminal, the preview server, the Electron shell, what goes to models or into exported files, tests. */
const ELSEWHERE =
  /^src-main\/(?:cli|preview|electron|desktop)\/|\/(?:testing|fixtures)\/|testing\.ts$|\.test\.ts$|prompt\.ts$|discover\.ts$|\/export\/(?!write)/
const CORE = /^src-(?:main|worker)\/.*\.ts$/

/** Errors for programmers: they end as the kind "error" with their own text and cannot be translated one by one. */
const INTERNAL = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'StorageError'])
const SQL = /\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|WHERE|LIMIT|VACUUM)\b/

/** A sentence: begins like one, ends like one, and holds enough words of its own to be told apart. */
const isSentence = (text: string): boolean =>
  /^["“{\p{Lu}]/u.test(text) &&
  /[.?!][)”"]?$/.test(text) &&
  !text.includes('\n') &&
  !SQL.test(text) &&
  /\s/.test(text) &&
  ownLetters(text) >= 8
const isLabelText = (text: string): boolean => /^["“{\p{Lu}]/u.test(text) && ownLetters(text) >= 3
const ownLetters = (template: string): number => template.replace(/\{\d+\}/g, '').replace(/[^\p{L}]/gu, '').length

function templateOf(node: Node): string | null {
  if (node.type === 'StringLiteral') return String(node.value)
  if (node.type !== 'TemplateLiteral') return null
  const quasis = node.quasis as { value: { cooked: string } }[]
  return quasis.map(({ value }, i) => (i === 0 ? '' : `{${i - 1}}`) + value.cooked).join('')
}

const isInternal = (node: Node): boolean =>
  node.type === 'NewExpression' && isNode(node.callee) && INTERNAL.has(String((node.callee as { name?: string }).name))
/** `label: …` of a command: no full stop, yet text for people. */
const isLabel = (node: Node): boolean =>
  node.type === 'ObjectProperty' && isNode(node.key) && (node.key as { name?: string }).name === 'label'

function collect(node: Node, label: boolean, found: Set<string>): void {
  if (isInternal(node)) return
  const template = templateOf(node)
  if (template !== null && (label ? isLabelText(template) : isSentence(template))) found.add(template)
  for (const child of childrenOf(node)) collect(child, isLabel(node) || label, found)
}

/** Templates of one source, in the order they appear. */
export function sentencesOf(source: string): Set<string> {
  const found = new Set<string>()
  collect(syntaxOf(source), false, found)
  return found
}

/** Every template of the core with the first file that holds it. */
export function coreSentences(): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of repositoryFiles().filter((name) => CORE.test(name) && !ELSEWHERE.test(name))) {
    for (const template of sentencesOf(readFileSync(join(ROOT, file), 'utf8'))) if (!found.has(template)) found.set(template, file)
  }
  return found
}
