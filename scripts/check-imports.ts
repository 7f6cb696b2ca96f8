import { findCircles } from './imports/find-circles.js';
import { findViolations } from './imports/find-violations.js';

const root = process.argv[2] ?? '.';
const violations = findViolations(root);
const circles = findCircles(root);
for (const line of [...violations, ...circles]) console.error(line);
console.log(`${violations.length} imports against the direction of scripts/imports/layers.ts`);
console.log(`${circles.length} circles of imports, types included`);
process.exitCode = violations.length + circles.length > 0 ? 1 : 0;
