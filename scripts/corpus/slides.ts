import { ENGLISH, JAPANESE, notesOf, plain, type Text } from './content.ts'

export interface Slide {
  readonly title: string
  readonly points: string[]
  readonly notes: string[]
}

/** The slides a text becomes. */
export function slidesOf(text: Text): Slide[] {
  const slides: Slide[] = []
  for (const one of text.pieces) {
    if (one.type === 'heading') slides.push({ title: one.text, points: [], notes: [] })
    const slide = slides.at(-1)!
    const sentences = one.type === 'list' ? one.items : one.type === 'paragraph' ? one.sentences : []
    slide.points.push(...sentences.map(plain))
    slide.notes.push(...sentences.flatMap(notesOf))
  }
  return slides.filter(({ points }) => points.length > 0)
}

/** Both texts as pandoc's slides: the footnotes are what the speaker says. */
export const slideMarkdown = (): string =>
  [ENGLISH, JAPANESE]
    .flatMap(slidesOf)
    .map(({ title, points, notes }) => {
      const said = notes.length === 0 ? '' : `\n\n::: notes\n\n${notes.join('\n\n')}\n\n:::`
      return `# ${title}\n\n${points.map((point) => `- ${point}`).join('\n')}${said}`
    })
    .join('\n\n')
