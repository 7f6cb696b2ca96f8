type Listener = (event: { readonly type: 'abort' }) => void;

interface Registration {
  readonly listener: Listener;
  readonly once: boolean;
}

/** What a simulated page has for an `AbortSignal`: the parts that scripts use. */
class LightAbortSignal {
  aborted = false;
  reason: unknown = undefined;
  onabort: Listener | null = null;
  private registrations: Registration[] = [];

  addEventListener(_: 'abort', listener: Listener, options?: { readonly once?: boolean }): void {
    if (this.registrations.some((each) => each.listener === listener)) return;
    this.registrations.push({ listener, once: options?.once ?? false });
  }

  removeEventListener(_: 'abort', listener: Listener): void {
    const index = this.registrations.findIndex((each) => each.listener === listener);
    if (index >= 0) this.registrations.splice(index, 1);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason instanceof Error ? this.reason : new Error('aborted');
  }

  fire(reason: unknown): void {
    this.aborted = true;
    this.reason = reason;
    const { registrations } = this;
    this.registrations = registrations.filter(({ once }) => !once);
    for (const { listener } of registrations) listener({ type: 'abort' });
    this.onabort?.({ type: 'abort' });
  }
}

/**
 * What a simulated page has for an `AbortController`. Node's own is an event target with weak
 * references, which keep whole worlds alive until the next full collection.
 */
export class LightAbortController {
  readonly signal = new LightAbortSignal();

  abort(reason: unknown = new DOMException('This operation was aborted', 'AbortError')): void {
    if (!this.signal.aborted) this.signal.fire(reason);
  }
}
