import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { PATIENCE } from './patience.js';

configure({ asyncUtilTimeout: PATIENCE });
afterEach(cleanup);
