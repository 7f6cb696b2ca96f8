import type { ComponentProps } from 'react';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const announce = () => {
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', announce);

/** Goes to a page of this app, without loading it anew. */
export function navigate(path: string): void {
  if (path === location.pathname) return;
  history.pushState(null, '', path + location.search);
  announce();
}

/** The path of the page that is shown. */
export function usePath(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname,
  );
}

/** A link inside this app. */
export function Link({ href = '/', children, ...props }: ComponentProps<'a'>) {
  const path = usePath();
  return (
    <a
      href={href}
      aria-current={path === href ? 'page' : undefined}
      {...props}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        navigate(href);
      }}
    >
      {children}
    </a>
  );
}
