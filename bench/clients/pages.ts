import { buildPages } from '../harness/build-pages.js';
import type { ScriptedServer } from '../harness/scripted-server.js';
import type { Subject } from '../harness/subject.js';
import { type ClientName, type Clients, installClients } from './install.js';
import { resolveIn } from './resolve.js';

type MeasureName = 'logout' | 'start' | 'tabs';

/** One way to use a client, and what it takes part in. */
interface ClientPage extends Pick<Subject, 'looksEvery'> {
  readonly client: ClientName;
  readonly name: (version: string) => string;
  readonly search?: string;
  readonly measures: readonly MeasureName[];
}

const PAGES: readonly ClientPage[] = [
  {
    client: 'supabase',
    name: (version) => `Supabase ${version}`,
    measures: ['logout', 'start', 'tabs'],
  },
  {
    client: 'supabase',
    name: (version) => `Supabase ${version}, scope local`,
    search: '?local',
    measures: ['logout'],
  },
  {
    client: 'firebase',
    name: (version) => `Firebase ${version}`,
    looksEvery: 800,
    measures: ['logout', 'start', 'tabs'],
  },
];

let serving: Promise<Clients> | undefined;

/** The pages that take part in a measure, of the clients that could be installed. */
export async function clientPages(server: ScriptedServer, measure: MeasureName) {
  const { versions, notes } = await (serving ??= serve(server));
  const subjects = PAGES.flatMap(({ client, name, search = '', measures, ...rest }) => {
    const version = versions[client];
    if (version === undefined || !measures.includes(measure)) return [];
    const path = `/${client}/index.html${search}`;
    return [{ ...rest, name: name(version), path } satisfies Subject];
  });
  return { subjects, notes };
}

/** Builds them once. */
async function serve(server: ScriptedServer): Promise<Clients> {
  const clients = await installClients();
  const plugin = resolveIn(clients.folder, ['@supabase/supabase-js', 'firebase']);
  server.serve(await buildPages('clients', Object.keys(clients.versions), [plugin]));
  return clients;
}
