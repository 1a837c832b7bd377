import { parse } from '@babel/parser'

/** Syntax trees of our sources, for tests that look at what code does instead of how it is spelt. */

export interface Node {
  readonly type: string
  readonly loc?: { readonly start: { readonly line: number } }
  readonly [name: string]: unknown
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** @throws SyntaxError when it is no TypeScript (with JSX where the name ends in `x`) */
export function syntaxOf(source: string, file = 'source.ts'): Node {
  const plugins: ('typescript' | 'jsx')[] = file.endsWith('x') ? ['typescript', 'jsx'] : ['typescript']
  return parse(source, { sourceType: 'module', plugins }).program as unknown as Node
}

/** Nodes right below a node, in the order of the source. */
export function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield child
  }
}

/** A node and everything below it. */
export function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* walk(child)
}

/** The name a member access or an identifier ends in: `a.b`, `a['b']` and `b` give `b`; null where it is computed. */
export function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name)
  if (node.type === 'StringLiteral') return String(node.value)
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    return node.computed && (node.property as Node).type === 'Identifier' ? null : nameOf(node.property)
  }
  return null
}
