import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** Names the client of a request in counters: its address, hashed; an empty string when the caller did not say. */
export function clientName(ip: string): string {
  const network = networkOf(ip.trim().toLowerCase());
  return network === '' ? '' : createHash('sha256').update(network).digest('hex').slice(0, 24);
}

// One subscriber has a whole /64 of IPv6 addresses, and may take a new one for each request.
function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip.replace(/^::ffff:/, '');
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? [];
  const first = head.split(':').filter(Boolean);
  const last = (tail ?? '').split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array.from({ length: missing }, () => '0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
