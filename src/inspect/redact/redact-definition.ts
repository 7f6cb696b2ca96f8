import type { Config } from '../definition/map-definition.js';
import { mapDefinition } from '../definition/map-definition.js';
import { redactName } from './redact-value.js';

/**
 * The structure of a machine's config, whole: states, transitions, guards, actions, invokes and
 * delays by name, descriptions. Context, inputs, parameters, outputs, meta and functions are left out.
 */
export function redactDefinition(config: unknown): Config {
  return mapDefinition(config, {
    name: redactName,
    data: () => undefined,
    inlineSource: () => 'inline',
  });
}
