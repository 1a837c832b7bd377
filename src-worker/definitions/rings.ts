/** Short rings in a directed graph: definitions that lead back to where they began. */

const LONGEST_RING = 4
/** Edges looked at between two rests. */
const STEPS_PER_REST = 500

/**
 * Rings of two to four nodes, each once, beginning with its smallest index; ordered by that, then by the order of the edges. Only nodes of
 * one strongly connected component can lie on a ring, so most of a glossary is left out at once, and the last step of a ring is looked up.
 *
 * @param next edges out of every node; an edge named twice counts once
 * @returns a ring, or null after some work without one: where the caller may rest
 */
export function* rings(next: readonly (readonly number[])[]): Generator<number[] | null> {
  const edges = withinComponents(next)
  const links = edges.map((targets) => new Set(targets))
  let steps = 0
  for (const start of edges.keys()) {
    for (const path of pathsFrom(start, edges)) {
      steps += 1
      if (steps % STEPS_PER_REST === 0) yield null
      if (path.length > 1 && links[path.at(-1)!]!.has(start)) yield path
    }
  }
}

/** Paths of up to four nodes from `start` over greater ones, depth first. A path that closes comes before the longer ones through it. */
function* pathsFrom(start: number, edges: readonly (readonly number[])[]): Generator<number[]> {
  const stack: number[][] = [[start]]
  while (stack.length > 0) {
    const path = stack.pop()!
    yield path
    if (path.length === LONGEST_RING) continue
    const targets = edges[path.at(-1)!]!
    for (let i = targets.length - 1; i >= 0; i--) {
      const to = targets[i]!
      if (to > start && !path.includes(to)) stack.push([...path, to])
    }
  }
}

/** The edges that stay within one strongly connected component, each once. */
function withinComponents(next: readonly (readonly number[])[]): number[][] {
  const component = componentsOf(next)
  return next.map((targets, from) => [...new Set(targets)].filter((to) => component[to] === component[from]))
}

/** Component number of every node (Tarjan 1972, with a stack of its own: a chain of 50 000 definitions must not overflow the call stack). */
function componentsOf(next: readonly (readonly number[])[]): Int32Array {
  const component = new Int32Array(next.length).fill(-1)
  const order = new Int32Array(next.length).fill(-1)
  const low = new Int32Array(next.length)
  const open: number[] = []
  let reached = 0
  let components = 0
  for (let root = 0; root < next.length; root++) {
    if (order[root] !== -1) continue
    const path: { readonly node: number; edge: number }[] = []
    const enter = (node: number): void => {
      order[node] = low[node] = reached++
      open.push(node)
      path.push({ node, edge: 0 })
    }
    enter(root)
    while (path.length > 0) {
      const top = path.at(-1)!
      const to = next[top.node]![top.edge++]
      if (to === undefined) {
        path.pop()
        const parent = path.at(-1)
        if (parent) low[parent.node] = Math.min(low[parent.node]!, low[top.node]!)
        if (low[top.node] === order[top.node]) {
          for (let node = open.pop()!; ; node = open.pop()!) {
            component[node] = components
            if (node === top.node) break
          }
          components++
        }
      } else if (order[to] === -1) enter(to)
      else if (component[to] === -1) low[top.node] = Math.min(low[top.node]!, order[to]!)
    }
  }
  return component
}
