import { mount } from '../mount.js';
import * as client from './auth.js';

mount(client);
