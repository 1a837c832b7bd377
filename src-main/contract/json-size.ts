/**
 * About how many UTF-16 bytes the JSON text of plain data takes, without writing it: strings are counted as if nothing in them needed
 * escaping, numbers as 8 digits. Good for keeping messages small, not for allocating.
 */
export function jsonSize(value: unknown): number {
  return 2 * units(value)
}

function units(value: unknown): number {
  if (typeof value === 'string') return value.length + 3
  if (typeof value !== 'object' || value === null) return 8
  let sum = 2
  if (Array.isArray(value)) {
    for (const one of value) sum += units(one)
    return sum
  }
  for (const [key, one] of Object.entries(value)) if (one !== undefined) sum += key.length + 4 + units(one)
  return sum
}
