/**
 * Runs a hook of the app and waits for it, `timeout` ms at most. What it throws is reported; it never
 * changes the answer.
 */
export async function runHook<Event>(
  hook: ((event: Event) => unknown) | undefined,
  event: Event,
  { timeout, report }: { timeout: number; report: (error: unknown) => void },
): Promise<void> {
  if (hook === undefined) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeout);
  });
  try {
    await Promise.race([hook(event), late]);
  } catch (error) {
    report(error);
  } finally {
    clearTimeout(timer);
  }
}
