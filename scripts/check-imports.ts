import { findCircles } from './imports/find-circles.js';
import { findInsides } from './imports/find-insides.js';
import { findViolations } from './imports/find-violations.js';

const root = process.argv[2] ?? '.';
const violations = findViolations(root);
const circles = findCircles(root);
const insides = findInsides(root);
for (const line of [...violations, ...circles, ...insides]) console.error(line);
console.log(`${violations.length} imports against the direction of scripts/imports/layers.ts`);
console.log(`${circles.length} circles of imports, types included`);
console.log(`${insides.length} looks into XState outside of src/inspect/xstate.ts`);
process.exitCode = violations.length + circles.length + insides.length > 0 ? 1 : 0;
