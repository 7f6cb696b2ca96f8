import { findViolations } from './imports/find-violations.js';

const violations = findViolations(process.argv[2] ?? '.');
for (const violation of violations) console.error(violation);
console.log(`${violations.length} imports against the direction of scripts/imports/layers.ts`);
process.exitCode = violations.length > 0 ? 1 : 0;
