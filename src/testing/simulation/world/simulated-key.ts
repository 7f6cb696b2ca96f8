/** What stands for an AES-GCM key: it survives a structured clone, as a real one does. */
export interface SimulatedKey {
  readonly type: 'secret';
  readonly extractable: false;
  readonly algorithm: { readonly name: 'AES-GCM'; readonly length: 256 };
  readonly usages: readonly string[];
  readonly id: string;
}

/** Whether something is a key of the simulated crypto. */
export const isSimulatedKey = (value: object): value is SimulatedKey =>
  'type' in value && value.type === 'secret' && 'algorithm' in value && 'id' in value;
