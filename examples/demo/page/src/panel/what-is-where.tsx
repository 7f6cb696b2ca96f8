import type { Outcome } from '../watch/outcome.js';
import { AppColumn } from './app-column.js';
import { DeviceColumn } from './device-column.js';
import { ServerColumn } from './server-column.js';

/** The point of this demo: a logout that can be watched. */
export function WhatIsWhere({ outcome }: { readonly outcome: Outcome | null }) {
  return (
    <section className="where" id="what-is-where" aria-labelledby="where-title" tabIndex={-1}>
      <h2 id="where-title">What is where</h2>
      <div className="columns">
        <DeviceColumn />
        <ServerColumn />
        <AppColumn outcome={outcome} />
      </div>
    </section>
  );
}
