import { expect, test, vi } from 'vitest';
import { aptInstall } from '../../scripts/apt.js';

/** A machine on which some commands fail: the first so many times that they are called. */
function machine(failing: Readonly<Record<string, number>>) {
  const left = new Map(Object.entries(failing));
  const ran: string[] = [];
  vi.spyOn(console, 'log').mockImplementation(() => {});
  return {
    ran,
    call: (command: string, args: readonly string[]) => {
      const verbs = args.filter((arg) => !arg.startsWith('-') && !arg.includes('::'));
      const line = [command, ...(args.includes('--simulate') ? ['try'] : []), ...verbs].join(' ');
      ran.push(line);
      const times = left.get(line) ?? 0;
      left.set(line, times - 1);
      if (times > 0) throw new Error(`${line} failed`);
    },
  };
}

test('a mirror that fails twice is asked a third time', () => {
  const { call, ran } = machine({ 'apt-get update': 1, 'apt-get install xvfb': 1 });
  aptInstall(['xvfb'], call);
  expect(ran).toEqual([
    ...['apt-get update', 'sleep 5'],
    ...['apt-get update', 'apt-get install xvfb', 'sleep 20'],
    ...['apt-get update', 'apt-get install xvfb'],
  ]);
});

test('one that fails three times is an error', () => {
  const { call, ran } = machine({ 'apt-get install xvfb': 3 });
  expect(() => aptInstall(['xvfb'], call)).toThrow('apt-get install xvfb failed');
  expect(ran.filter((line) => line.startsWith('sleep'))).toEqual(['sleep 5', 'sleep 20']);
});

test('of several names the first is installed that there is', () => {
  const { call, ran } = machine({ 'apt-get try install old': 1 });
  aptInstall(['old|new', 'xvfb'], call);
  expect(ran.at(-1)).toBe('apt-get install new xvfb');
});
