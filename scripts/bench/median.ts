/** @returns the middle of some figures, of an even number the higher of the two in the middle; NaN of none */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
