/** Lines of a text: CR LF, LF and CR each end one line, mixed as they come. */

/** Start offsets of every line, ascending, first 0; linear in the text. A line end at the very end of the text starts one more, empty, line. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10) starts.push(i + 1)
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1)
  }
  return starts
}

/** Index in `starts` (from lineStarts) of the line that holds `offset`; the 1-based line number is one more. Logarithmic. */
export function lineIndexAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** 1-based line of `offset`. */
export function lineAt(starts: readonly number[], offset: number): number {
  return lineIndexAt(starts, offset) + 1
}

/** End of line `index` without its line end. */
export function lineEnd(text: string, starts: readonly number[], index: number): number {
  const next = starts[index + 1]
  if (next === undefined) return text.length
  if (text.charCodeAt(next - 1) === 10 && text.charCodeAt(next - 2) === 13 && next - 2 >= starts[index]!) return next - 2
  return next - 1
}
