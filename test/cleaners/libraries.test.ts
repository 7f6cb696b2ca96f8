import { ApolloClient, ApolloLink, gql, InMemoryCache, Observable } from '@apollo/client';
import { configureStore } from '@reduxjs/toolkit';
import { createApi } from '@reduxjs/toolkit/query';
import { QueryClient } from '@tanstack/query-core';
import { expect, test, vi } from 'vitest';
import { clearApolloClient, clearQueryClient, clearRtkQuery } from '../../src/cleaners/index.js';
import { deferred, errorOf } from '../engine/support/tab.js';
import { context } from './support.js';

test('TanStack Query: nothing is left, and no late answer comes in', async () => {
  const client = new QueryClient();
  const late = deferred<string>();
  await client.fetchQuery({ queryKey: ['user'], queryFn: () => 'Ada' });
  const asked = client.fetchQuery({ queryKey: ['late'], queryFn: () => late.promise });
  const refused = errorOf(asked);
  await clearQueryClient(client)(context);
  late.resolve('Ada');
  expect(await refused).toMatchObject({ message: 'CancelledError' });
  expect(client.getQueryCache().getAll()).toEqual([]);
});

test('Apollo Client: the cache is empty, and a query under way is dropped', async () => {
  const query = gql`
    {
      user
    }
  `;
  const late = deferred();
  let isHeld = false;
  const link = new ApolloLink(
    () =>
      new Observable((observer) => {
        const answer = () => {
          observer.next({ data: { user: 'Ada' } });
          observer.complete();
        };
        if (isHeld) void late.promise.then(answer);
        else answer();
      }),
  );
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  await client.query({ query });
  expect(JSON.stringify(client.extract())).toContain('Ada');
  isHeld = true;
  const asked = client.query({ query, fetchPolicy: 'network-only' });
  const refused = errorOf(asked);
  await clearApolloClient(client)(context);
  late.resolve();
  expect(String(await refused)).toContain('Store reset');
  expect(client.extract()).toEqual({});
});

test('RTK Query: the state is reset, and what is under way is aborted', async () => {
  const late = deferred();
  const aborted = vi.fn<() => void>();
  const api = createApi({
    async baseQuery(which: string, { signal }) {
      signal.addEventListener('abort', aborted);
      if (which === 'late') await late.promise;
      return { data: 'Ada' };
    },
    endpoints: (build) => ({ user: build.query<string, string>({ query: (which) => which }) }),
  });
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (defaults) => defaults().concat(api.middleware),
  });
  await store.dispatch(api.endpoints.user.initiate('now'));
  expect(JSON.stringify(store.getState())).toContain('Ada');
  const asked = store.dispatch(api.endpoints.user.initiate('late'));
  await clearRtkQuery(store, api)(context);
  expect(aborted).toHaveBeenCalledOnce();
  late.resolve();
  await asked;
  expect(JSON.stringify(store.getState())).not.toContain('Ada');
});
