import { sourceAliases } from '/work/wt-tools/scripts/aliases.ts';
export default { resolve: { alias: sourceAliases() } };
