/** Stands for what a live shop keeps open while somebody is signed in: one entry for each socket. */
export const openSockets = new Set<string>();

/** Opens a socket for somebody; returns the function that closes it. */
export function openSocket(email: string): () => void {
  openSockets.add(email);
  return () => openSockets.delete(email);
}
