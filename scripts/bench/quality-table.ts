/** A figure as the tables print it. */
export const number = (value: number): string => value.toFixed(3).replace(/^0/u, '')

/** A table in Markdown with aligned columns, under a heading. */
export function table(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((text, i) => Math.max(text.length, 3, ...rows.map((row) => (row[i] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (i === 0 ? (cells[i] ?? '').padEnd(width) : (cells[i] ?? '').padStart(width))).join(' | ')} |`
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [`### ${title}`, '', line(header), rule, ...rows.map(line), ''].join('\n')
}
