import { describe, expect, it } from 'vitest';
import {
  aFunction,
  aText,
  anObject,
  ConfigurationError,
  createChecker,
  either,
  listOf,
  must,
  numberOf,
  oneOf,
  required,
  shapeOf,
  wholeNumber,
  withMethods,
} from '../../src/options/index.js';

const shape = {
  key: required(aText),
  limit: wholeNumber(10),
  share: numberOf('percent', 0, 100),
  theme: oneOf(['auto', 'light']),
  onDone: aFunction,
  timeouts: shapeOf({ revokeTimeout: numberOf('ms', 1) }, 'a timeout'),
  machines: listOf(shapeOf({ machine: required(anObject) })),
  client: withMethods('a query client', ['clear']),
  backend: either([aText, withMethods('', ['refresh'])], 'must be a URL, or a backend'),
  even: must((value) => Number(value) % 2 === 0, 'must be even'),
};

function refused(options: unknown): { option: string; message: string } {
  try {
    createChecker('createAuth').check(options, shape);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { option: error.option, message: error.message };
  }
  throw new Error('It was accepted.');
}

describe('createChecker', () => {
  it.each([
    ['nothing', undefined, 'options', 'createAuth: "options" must be an object.'],
    ['a list', [], 'options', 'createAuth: "options" must be an object.'],
    ['a missing option', {}, 'key', 'createAuth: "key" must be a string that is not empty.'],
    [
      'an unknown option',
      { key: 'a', limits: 1 },
      'limits',
      `createAuth: "limits" is not an option. Known: ${Object.keys(shape).join(', ')}.`,
    ],
    [
      'an option named like a member of every object',
      { key: 'a', toString: 1 },
      'toString',
      `createAuth: "toString" is not an option. Known: ${Object.keys(shape).join(', ')}.`,
    ],
    [
      'a fraction',
      { key: 'a', limit: 10.5 },
      'limit',
      'createAuth: "limit" must be a whole number, at least 10.',
    ],
    [
      'more than the most',
      { key: 'a', share: 101 },
      'share',
      'createAuth: "share" must be a number of percent, from 0 to 100.',
    ],
    [
      'NaN',
      { key: 'a', share: Number.NaN },
      'share',
      'createAuth: "share" must be a number of percent, from 0 to 100.',
    ],
    [
      'another word',
      { key: 'a', theme: 'dim' },
      'theme',
      'createAuth: "theme" must be "auto" or "light".',
    ],
    ['no function', { key: 'a', onDone: 1 }, 'onDone', 'createAuth: "onDone" must be a function.'],
    [
      'a field of an option',
      { key: 'a', timeouts: { revokeTimeout: 0 } },
      'timeouts.revokeTimeout',
      'createAuth: "timeouts.revokeTimeout" must be a number of ms, at least 1.',
    ],
    [
      'an unknown field of an option',
      { key: 'a', timeouts: { revoke: 0 } },
      'timeouts.revoke',
      'createAuth: "timeouts.revoke" is not a timeout. Known: revokeTimeout.',
    ],
    [
      'an item of a list',
      { key: 'a', machines: [{ machine: {} }, {}] },
      'machines.1.machine',
      'createAuth: "machines.1.machine" must be an object.',
    ],
    [
      'an object without a method',
      { key: 'a', client: {} },
      'client',
      'createAuth: "client" must be a query client: it has no function "clear".',
    ],
    [
      'none of several',
      { key: 'a', backend: 3 },
      'backend',
      'createAuth: "backend" must be a URL, or a backend.',
    ],
    ['a rule of one’s own', { key: 'a', even: 3 }, 'even', 'createAuth: "even" must be even.'],
  ])('refuses %s', (_, options, option, message) => {
    expect(refused(options)).toEqual({ option, message });
  });

  it('throws a TypeError with a code', () => {
    const error = new ConfigurationError('key', 'createAuth: "key" is wrong.');
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_option' });
  });

  it('accepts what keeps its rules, and what was left out or is undefined', () => {
    const { check } = createChecker('createAuth');
    expect(() => {
      check({ key: 'a', limit: undefined, share: 0, machines: [], backend: '/api' }, shape);
    }).not.toThrow();
  });

  it('refuses for a reason of one’s own, in the same grammar', () => {
    const { fail } = createChecker('clearStorage');
    expect(() => fail('prefix', 'is ours. Pick another one.')).toThrow(
      new ConfigurationError('prefix', 'clearStorage: "prefix" is ours. Pick another one.'),
    );
  });
});
