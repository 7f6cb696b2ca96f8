import { Session } from 'node:inspector/promises';

let session: Session | undefined;

/** Begins to sample this process; gives microseconds of self time by place in the code since the last call. */
export async function profileSince(): Promise<Record<string, number>> {
  if (session === undefined) {
    session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
    return {};
  }
  const { profile } = await session.post('Profiler.stop');
  await session.post('Profiler.start');
  const place = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url } }) => [
      id,
      placeOf(functionName, url),
    ]),
  );
  const places: Record<string, number> = {};
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const name = place.get(id) ?? 'unknown';
    places[name] = (places[name] ?? 0) + (profile.timeDeltas?.[index] ?? 0);
  }
  return places;
}

/** A package, a part of Node or of the engine, or the service's own code. */
function placeOf(functionName: string, url: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : `built in: ${functionName}`;
  if (url.startsWith('node:')) {
    return `node:${url.replace(/^node:(internal\/)?/, '').split(/[/_]/)[0] ?? ''}`;
  }
  const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return name ?? (url.includes('/session-api/src/') ? 'the service' : 'the benchmark');
}
