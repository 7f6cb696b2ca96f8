import { Component, type ReactNode } from 'react';

/** Shows the message of what was thrown below it, and keeps the error. */
export class Boundary extends Component<
  { children: ReactNode; onError?: (error: Error) => void },
  { message?: string }
> {
  override state: { message?: string } = {};
  static getDerivedStateFromError(error: Error) {
    return { message: error.message };
  }
  override componentDidCatch(error: Error) {
    this.props.onError?.(error);
  }
  override render() {
    const { message } = this.state;
    return message === undefined ? this.props.children : <p role="alert">{message}</p>;
  }
}
