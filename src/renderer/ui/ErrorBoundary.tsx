import { Component } from 'react'

interface Props {
  /** What stands in its place; `again` draws the part once more. */
  readonly fallback: (again: () => void) => React.ReactNode
  /** It failed: for the log. */
  readonly onFailed: (error: unknown) => void
  readonly children: React.ReactNode
}

/** Keeps a fault in one part of the screen from taking the rest with it. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    this.props.onFailed(error)
  }

  override render(): React.ReactNode {
    return this.state.failed
      ? this.props.fallback(() => this.setState({ failed: false }))
      : this.props.children
  }
}
