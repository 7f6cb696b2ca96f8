import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { Lane } from './lane.js';
import { LibsqlDriver, type Lanes } from './libsql-driver.js';
import { pathOf, preparePrivateFile } from './private-file.js';

const readerCount = 2;

/** What each lane keeps of the file at most, in KiB. SQLite's 2 MB hold the pages of some hundred sessions among a million. */
const cacheKiB = 32 * 1024;

/** Kysely's dialect for an embedded libSQL file, whose work is done off the event loop. `patienceMs` bounds each wait. */
export function libsqlDialect(url: string, patienceMs: number): Dialect {
  const path = pathOf(url);
  return {
    createAdapter: () => new LibsqlAdapter(),
    createDriver: () => new LibsqlDriver(() => openLanes(path, patienceMs)),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

// SQLite can undo a change of the schema, so a migration is one transaction, and of several services one makes it.
class LibsqlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

async function openLanes(path: string, patienceMs: number): Promise<Lanes> {
  if (path !== ':memory:') await preparePrivateFile(path);
  const writer = new Lane(path, patienceMs);
  const readers: Lane[] = [];
  try {
    // WAL with synchronous=FULL: a commit that was answered is on disk, whatever happens to the process or the machine.
    await writer.all('pragma journal_mode = WAL', [], false);
    await writer.exec('pragma synchronous = FULL');
    if (path !== ':memory:') {
      for (let index = 0; index < readerCount; index += 1) readers.push(new Lane(path, patienceMs));
    }
    for (const lane of [writer, ...readers]) await lane.exec(`pragma cache_size = -${cacheKiB}`);
    return { writer, readers: readers.length > 0 ? readers : [writer] };
  } catch (error) {
    for (const lane of [writer, ...readers]) lane.close();
    throw error;
  }
}
