import { expect, test } from 'vitest';
import { createDevice, createServer, signIn } from '../support/device.js';

test('logoutEverywhere() shows nobody in the same tick', async () => {
  const { auth } = createDevice().openTab({ backend: createServer().backend });
  await signIn(auth);
  const done = auth.logoutEverywhere();
  expect(auth.getView()).toMatchObject({ isAuthenticated: false, user: null });
  await done;
});
