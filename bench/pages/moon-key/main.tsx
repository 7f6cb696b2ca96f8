import { MoonKeyProvider } from '@moon-key/react-auth';
import { mount } from './mount.js';

mount((app) => <MoonKeyProvider publishableKey="pk_test_bench">{app}</MoonKeyProvider>);
