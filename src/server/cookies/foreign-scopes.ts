const MOST = 16;

/**
 * Where a cookie of a name of ours may have been planted for a request to be sent with it: for a parent
 * domain, by a page of a sibling, or for a path below `/`. The scope of our own is not among them.
 */
export function foreignScopes(url: URL): readonly { path: string; domain?: string }[] {
  const domains = [undefined, ...parentDomains(url.hostname)];
  const paths = parentPaths(url.pathname);
  const scopes = paths.flatMap((path) =>
    domains.map((domain) => (domain === undefined ? { path } : { path, domain })),
  );
  return scopes.filter(({ path, domain }) => path !== '/' || domain !== undefined).slice(0, MOST);
}

/** `a.b.example.com` → itself, `b.example.com`, `example.com`; browsers pass over what is too wide. */
function parentDomains(host: string): readonly string[] {
  if (!host.includes('.') || /^[\d.]+$|:/.test(host)) return [];
  const labels = host.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}

/** `/api/auth/logout` → `/`, `/api`, `/api/auth`, `/api/auth/logout`. */
function parentPaths(path: string): readonly string[] {
  const parts = path.split('/').filter(Boolean);
  return ['/', ...parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`)];
}
