import { Component } from 'react'

interface Props {
  readonly fallback: React.ReactNode
  readonly children: React.ReactNode
}

/** Keeps a fault in one part of the screen from taking the rest with it. A new `key` tries again. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): React.ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
