export { pathsFromRecording } from './paths-from-recording.js';
export { reproduce } from './reproduce.js';
export type { Reproduction } from './reproduce.js';
