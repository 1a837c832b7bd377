import type { z } from 'zod'
import { ModelError } from './errors.ts'

/** The JSON object in what a model wrote: bare, in a code fence, or after its thoughts. Null when there is none. */
export function findObject(text: string): unknown {
  const bare = text.replace(/<think>[\s\S]*?<\/think>/giu, '').trim()
  for (let start = bare.indexOf('{'); start !== -1; start = bare.indexOf('{', start + 1)) {
    const end = closing(bare, start)
    if (end === -1) return null
    try {
      return JSON.parse(bare.slice(start, end + 1))
    } catch {
      // Braces of prose: the object may come after them.
      start = Math.max(start, end - 1)
    }
  }
  return null
}

/** Index of the brace that closes the one at `start`, strings respected; -1 when none does. */
function closing(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let i = start; i < text.length; i++) {
    const c = text[i]
    if (quoted) {
      if (c === '\\') i++
      else if (c === '"') quoted = false
    } else if (c === '"') quoted = true
    else if (c === '{') depth++
    else if (c === '}' && --depth === 0) return i
  }
  return -1
}

/**
 * What the model wrote, validated. Grammar-constrained servers too send values outside the schema (models.md §0.7).
 * @throws ModelError `malformed` with a sentence the model can use to do better
 */
export function parseAnswer<T>(schema: z.ZodType<T>, text: string): T {
  const object = findObject(text)
  if (object === null) throw new ModelError('malformed', 'The answer holds no complete JSON object.')
  const parsed = schema.safeParse(object)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ModelError('malformed', `The answer does not fit the schema: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
}
