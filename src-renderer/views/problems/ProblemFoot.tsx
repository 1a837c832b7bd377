import { Button, Menu } from '@mantine/core'
import type { PassageView, ProblemView } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { takeOver } from '../../state/proposals.ts'
import { useApp } from '../context.ts'
import { Source } from '../inspector/Definition.tsx'
import { problemSentence } from '../labels.ts'
import { useReadable } from '../useReadable.ts'
import { ProblemActions } from './ProblemActions.tsx'
import { StateChip } from './StateChip.tsx'

/** The problem with the focus: what it says in full, what can be done about it, and the passages that show it, side by side. */
export function ProblemFoot({ problem }: { problem: ProblemView }) {
  return (
    <section className="pane-foot" aria-label={i18n._('The chosen problem')}>
      <p className="problem-text">
        <StateChip problem={problem} /> <bdi>{problemSentence(problem)}</bdi>
      </p>
      <ProblemActions problem={problem} />
      {problem.evidence.length > 0 && <Evidence problem={problem} />}
    </section>
  )
}

/** Each passage is a way into its document, and can be taken for the definition where definitions are what is wrong. */
function Evidence({ problem }: { problem: ProblemView }) {
  const evidence = useReadable(problem.evidence)
  const choosable = problem.kind === 'contradiction' || problem.kind === 'unsupported' || problem.kind === 'unclear'
  return (
    <section aria-label={i18n._('Passages that show it')}>
      <h3 className="pane-title">{i18n._('Passages that show it')}</h3>
      <div className="side-by-side">
        {evidence.map((source, index) => (
          <div key={`${source.contentHash}:${source.start}`}>
            <Source source={source} number={index + 1} />
            {choosable && <DefineBy problem={problem} source={source} number={index + 1} />}
          </div>
        ))}
      </div>
    </section>
  )
}

/** Makes a passage's own words the definition: of the one term, or of the one that is chosen. */
function DefineBy({ problem, source, number }: { problem: ProblemView; source: PassageView; number: number }) {
  const { act } = useApp()
  const define = async (concept: number) => {
    if (await act.command(takeOver(concept, (source.text ?? source.quote).trim(), [source])))
      act.say(i18n._('Defined by the passage'), true)
  }
  const label = i18n._('Define by passage {n}', { n: number })
  const [only, ...others] = problem.conceptIds
  if (only === undefined) return null
  if (others.length === 0)
    return (
      <Button variant="subtle" onClick={() => void define(only)}>
        {label}
      </Button>
    )
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle">{label}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {problem.conceptIds.map((id, index) => (
          <Menu.Item key={id} onClick={() => void define(id)}>
            <bdi>{problem.headwords[index]}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
