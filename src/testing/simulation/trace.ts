/** Hashes the course of a simulation, so that two runs can be compared (FNV-1a). */
export class TraceHash {
  private value = 0x811c9dc5;

  add(text: string): void {
    for (let index = 0; index < text.length; index += 1)
      this.value = Math.imul(this.value ^ text.charCodeAt(index), 0x01000193);
  }

  digest(): string {
    return (this.value >>> 0).toString(16).padStart(8, '0');
  }
}

/** Takes a line of a replay. Without a reader the line is never made. */
export type Trace = (line: () => string) => void;
