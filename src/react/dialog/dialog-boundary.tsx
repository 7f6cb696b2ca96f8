import { Component, type ReactNode } from 'react';

interface DialogBoundaryProps {
  readonly children: ReactNode;
  /** Called when what is inside has failed: it is gone by then. */
  readonly onError: () => void;
}

/** Keeps what goes wrong in the dialog from the app: the dialog closes, and can be opened again. */
export class DialogBoundary extends Component<DialogBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    this.props.onError();
    this.setState({ hasFailed: false });
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
