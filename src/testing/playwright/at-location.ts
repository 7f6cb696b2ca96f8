type Caller = (call: () => void) => void;

/**
 * Runs something as if it were called from a line of another file: a test runner that looks at the stack
 * finds the user's file there, and not this package.
 *
 * @param above - The function whose caller the line is.
 */
export function atLocationOfCaller(above: (...args: never[]) => unknown): Caller {
  const site = callSite(above);
  // Only Node has it; a runner that needs it runs there.
  const vm = globalThis.process?.getBuiltinModule?.('node:vm');
  if (!site || !vm) return (call) => call();
  // The call stands in the very column of the user's: source maps go by it.
  const script = new vm.Script(`(call) =>\n${' '.repeat(site.column - 1)}call()`, {
    filename: site.file,
    lineOffset: site.line - 2,
  });
  return script.runInThisContext() as Caller;
}

/** Where a function was called, in the file that runs: source maps are the runner's affair. */
function callSite(above: (...args: never[]) => unknown) {
  const prepare: unknown = Reflect.get(Error, 'prepareStackTrace');
  try {
    Error.prepareStackTrace = (_, frames) => frames;
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, above);
    const [frame] = holder.stack as NodeJS.CallSite[];
    const [file, line, column] = [
      frame?.getFileName(),
      frame?.getLineNumber(),
      frame?.getColumnNumber(),
    ];
    return file && line && column ? { file, line, column } : null;
  } catch {
    return null;
  } finally {
    Reflect.set(Error, 'prepareStackTrace', prepare);
  }
}
