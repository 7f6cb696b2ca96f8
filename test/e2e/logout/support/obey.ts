/** What a page is told to do, by number. */
export interface Order {
  readonly id: number;
  readonly source: string;
}

declare global {
  interface Window {
    /** What the page does next. */
    ordered(): unknown;
  }
}

/** Makes a page do what a test says, in a browser that nobody can drive: `remote` is where that is asked for. */
export function obey(remote: string): void {
  const url = new URL(remote);
  url.searchParams.set('href', location.href);
  const tell = (id: number, answer: unknown) => {
    url.searchParams.set('id', String(id));
    void fetch(url, { method: 'POST', mode: 'no-cors', body: JSON.stringify(answer) });
  };
  new EventSource(url).addEventListener('message', ({ data }: MessageEvent<string>) => {
    const { id, source } = JSON.parse(data) as Order;
    const script = document.createElement('script');
    script.textContent = `window.ordered = () => ${source}`;
    document.documentElement.append(script);
    Promise.resolve()
      .then(() => window.ordered())
      .then(
        (value: unknown) => tell(id, { value: value ?? null }),
        (error: unknown) => tell(id, { error: String(error) }),
      );
  });
}
