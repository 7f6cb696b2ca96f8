import { MoonKeyProvider } from '@moon-key/react-auth';
import { createAuth } from '@moon-key/react-auth/engine';
import { mount } from '../moon-key/mount.js';

/** Made as the module is evaluated: the database opens before React renders. */
const auth = createAuth({ publishableKey: 'pk_test_bench_module' });

mount((app) => <MoonKeyProvider auth={auth}>{app}</MoonKeyProvider>);
