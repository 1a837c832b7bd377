import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconQuote, IconX } from '@tabler/icons-react'
import { CATEGORIES } from '../../../src-main/contract/run-values.ts'
import { placeLabel } from '../../../src-main/contract/text/part.ts'
import { activeLanguage, i18n } from '../../i18n/index.ts'
import type { AddDraft } from '../../state/add-term.ts'
import { categoryLabel } from '../labels.ts'
import { IconButton, lang } from '../parts.tsx'

export interface TermText {
  readonly reading: string
  /** '' = as the machine says, or a plain term. */
  readonly category: string
  readonly definition: string
  /** The definition is from the sentence the words stand in. */
  readonly cites: boolean
  readonly note: string
}

export const NO_TEXT: TermText = { reading: '', category: '', definition: '', cites: false, note: '' }

interface FieldsProps {
  readonly language: string
  readonly text: TermText
  readonly sentence: AddDraft['sentence']
  readonly onChange: (change: Partial<TermText>) => void
  readonly onKeyDown: (event: React.KeyboardEvent) => void
  readonly onAreaKeyDown: (event: React.KeyboardEvent) => void
}

/** What can be said of a term while it is added; all of it can be left out and said later, in the inspector's fields of the same names. */
export function TermFields({ language, text, sentence, onChange, onKeyDown, onAreaKeyDown }: FieldsProps) {
  return (
    <>
      {language === 'ja' && (
        <TextInput
          label={i18n._('Reading')}
          lang="ja"
          value={text.reading}
          onChange={(event) => onChange({ reading: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
      )}
      <Textarea
        label={i18n._('Definition')}
        lang={lang(language)}
        value={text.definition}
        onChange={(event) => onChange({ definition: event.currentTarget.value })}
        onKeyDown={onAreaKeyDown}
      />
      {sentence && <Sentence sentence={sentence} language={language} cites={text.cites} onChange={onChange} />}
      <details>
        <summary>{i18n._('Category and note')}</summary>
        <div className="stack add-more">
          <Select
            label={i18n._('Category')}
            data={CATEGORIES.map((value) => ({ value, label: categoryLabel(value) }))}
            value={text.category || 'term'}
            onChange={(category) => onChange({ category: category ?? '' })}
          />
          <Textarea
            label={i18n._('Note')}
            value={text.note}
            onChange={(event) => onChange({ note: event.currentTarget.value })}
            onKeyDown={onAreaKeyDown}
          />
        </div>
      </details>
    </>
  )
}

interface SentenceProps extends Pick<FieldsProps, 'language' | 'onChange'> {
  readonly sentence: NonNullable<AddDraft['sentence']>
  readonly cites: boolean
}

/** The sentence the words stand in: taken as the definition it is also its source, whatever people make of the words then. */
function Sentence({ sentence, language, cites, onChange }: SentenceProps) {
  const where = placeLabel(sentence.path, sentence.line, sentence.part, activeLanguage())
  return (
    <div className="add-sentence">
      <bdi className="where">{where}</bdi>
      <bdi className="quote" lang={lang(language)}>
        {sentence.text}
      </bdi>
      {cites ? (
        <div className="row">
          <span className="ok grow">{i18n._('The source of the definition')}</span>
          <IconButton label={i18n._('Not the source')} onClick={() => onChange({ cites: false })}>
            <IconX size={14} />
          </IconButton>
        </div>
      ) : (
        <Button
          variant="default"
          leftSection={<IconQuote size={14} aria-hidden />}
          onClick={() => onChange({ definition: sentence.text, cites: true })}
        >
          {i18n._('Use this sentence as the definition')}
        </Button>
      )}
    </div>
  )
}
