import { createScriptedBackend, type ScriptedBackend } from './scripted-backend.js';
import { type LabServer, startLabServer } from './lab-server.js';

/** A server with the test's pages and a scripted backend. */
export interface ScriptedServer extends LabServer {
  readonly backend: ScriptedBackend;
}

/** Starts it on a free loopback port. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const backend = createScriptedBackend();
  return Object.assign(await startLabServer(backend, 'tokens in the page'), { backend });
}
