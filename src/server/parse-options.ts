import type { z } from 'zod';
import { ConfigurationError } from '../options/configuration-error.js';
import { optionMessage } from '../options/option-message.js';

/**
 * Validates a caller's options.
 *
 * @throws ConfigurationError whose message names the function and the option, and never quotes the value.
 */
export function parseOptions<T>(caller: string, schema: z.ZodType<T>, options: unknown): T {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys')
    throw refusal(caller, [...issue.path, issue.keys[0]], 'is not an option');
  throw refusal(caller, issue?.path ?? [], issue?.message ?? 'is not valid');
}

function refusal(caller: string, path: readonly unknown[], problem: string): ConfigurationError {
  const option = path.length === 0 ? 'options' : path.join('.');
  return new ConfigurationError(option, optionMessage(caller, option, problem));
}
