import { Component, type ReactNode } from 'react'
import { i18n } from '../i18n/index.ts'
import { errorData } from '../state/errors.ts'
import { EmptyNote, ErrorNote } from './parts.tsx'

/** What is shown when drawing the window failed: otherwise React leaves an empty page. Loaded again it comes back to its library. */
export class Crash extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <main>
        <ErrorNote error={errorData(error)} onRetry={() => window.location.reload()} />
        <EmptyNote title={i18n._('The window could not be drawn')}>
          {i18n._('Nothing is lost: what you decided and wrote is in the library.')}
        </EmptyNote>
      </main>
    )
  }
}
