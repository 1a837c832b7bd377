/** Keys that belong to the text being edited, wherever the focus is in a text field. */
const EDITING = new Set(['mod+a', 'mod+z', 'mod+shift+z', 'mod+y', 'mod+enter', 'mod+d', 'mod+c', 'mod+v', 'mod+x'])

/** Does a key do its command in a text field too? Those that write, and those that edit, don't. `mod+alt` is AltGr on Windows. */
export const worksInText = (name: string): boolean => /^(?:mod\+(?!alt\+)|alt\+\d|(?:shift\+)?f\d)/.test(name) && !EDITING.has(name)
