import { i18n } from '../../i18n/index.ts'
import { diffWords } from './diff.ts'

/** Two texts as one, what was taken out and what was put in marked by more than colour. */
export function Changes({ before, after, lang }: { before: string; after: string; lang: string | undefined }) {
  return (
    <p lang={lang} className="changes">
      {diffWords(before, after).map(({ kind, text }, index) => {
        // Parts have no identity of their own: their place is all there is.
        const key = `${index}:${kind}`
        if (kind === 'same') return <span key={key}>{text}</span>
        const Tag = kind === 'removed' ? 'del' : 'ins'
        return (
          <Tag key={key}>
            <span className="visually-hidden">{kind === 'removed' ? i18n._('removed:') : i18n._('added:')} </span>
            {text}
          </Tag>
        )
      })}
    </p>
  )
}
