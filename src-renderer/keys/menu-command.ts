/** What the menu's commands mean while a text is edited. */
const TEXT_COMMANDS: Readonly<Record<string, string>> = { undo: 'undo', redo: 'redo', 'select.all': 'selectAll' }

/**
 * Settles what a chosen item of the native menu must not do to the library: undo, redo and select all mean the text while one is edited, as their
 * keys do. And a command that a key chose has been at the page before: macOS gives the menu only what the page left, so the page had a reason.
 *
 * @param inText the focus is in a text field @param edit does a command of the text
 * @returns true when there is nothing left to do
 */
export function settledByText(
  { command, byKey }: { readonly command: string; readonly byKey?: boolean },
  inText: boolean,
  edit: (command: string) => unknown = (own) => document.execCommand(own),
): boolean {
  const name = TEXT_COMMANDS[command]
  if (name !== undefined && inText) {
    edit(name)
    return true
  }
  return byKey === true
}
