#!/usr/bin/env node
import { runStatechart } from './bin/run-statechart.js';

process.exitCode = await runStatechart(process.argv.slice(2), process);
