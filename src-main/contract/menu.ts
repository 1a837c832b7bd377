import { z } from 'zod'

/** What the system itself does in a menu; the window only names it in its language. */
export const MENU_ROLES = [
  'cut',
  'copy',
  'paste',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'togglefullscreen',
  'minimize',
  'close',
  'quit',
] as const

/** A native menu in the window's language: the window sends it, the shell shows it, a choice comes back as `app.command`. */
export const menuSchema = z.object({
  label: z.string().max(100),
  items: z
    .array(
      z.union([
        z.object({ command: z.string().max(60), label: z.string().max(100), accelerator: z.string().max(40).optional() }),
        z.object({ role: z.enum(MENU_ROLES), label: z.string().max(100) }),
      ]),
    )
    .max(40),
})
export type AppMenu = z.infer<typeof menuSchema>
