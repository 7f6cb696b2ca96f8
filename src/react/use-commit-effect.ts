import { useEffect, useLayoutEffect } from 'react';

/** An effect of the commit itself, before it is painted; React 18 would warn of one on a server. */
export const useCommitEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;
