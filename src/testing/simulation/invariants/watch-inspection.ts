import type { InspectionEvent } from 'xstate';
import { findMarker, secrets } from '../world/markers.js';

/** Searches what an inspector would be sent, as the text that it would be sent as. */
export class InspectionWatch {
  /** Most events bring a snapshot that another one has brought before. */
  private readonly searched = new Set<unknown>();

  /** Whether an event holds a secret. */
  holdSecret(event: InspectionEvent): boolean {
    const { actorRef: _, ...told } = event;
    if (!('snapshot' in told)) return hasSecret(told);
    const { snapshot, ...rest } = told;
    if (this.searched.has(snapshot)) return hasSecret(rest);
    this.searched.add(snapshot);
    return hasSecret(told);
  }
}

const hasSecret = (told: unknown): boolean => findMarker(JSON.stringify(told), secrets) !== null;
