declare module 'use-sync-external-store/with-selector' {
  /** React's `useSyncExternalStore`, for one fact out of the snapshot. */
  export function useSyncExternalStoreWithSelector<Snapshot, Selection>(
    subscribe: (listener: () => void) => () => void,
    getSnapshot: () => Snapshot,
    getServerSnapshot: (() => Snapshot) | undefined,
    selector: (snapshot: Snapshot) => Selection,
    isEqual?: (a: Selection, b: Selection) => boolean,
  ): Selection;
}
