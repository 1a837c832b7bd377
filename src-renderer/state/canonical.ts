/** JSON with the fields of every object in the order of their names: equal texts mean equal values, whoever wrote them. */
export const canonical = (given: unknown): string =>
  JSON.stringify(given, (_name, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
