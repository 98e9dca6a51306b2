import { isIPv6 } from 'node:net';

const GROUPS = 8;
/** Of an IPv6 address: a household gets 64 bits or more (RFC 6177), and may change the rest at will. */
const NETWORK_GROUPS = 4;

/** Who is counted as one where requests are limited: an IPv4 address, or the network of an IPv6 address. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip.toLowerCase();
  const groups = groupsOf(ip);
  const [high = 0, low = 0] = groups.slice(-2);
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:65535'; // ::ffff:0:0/96, RFC 4291
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => group.toString(16));
  return `${network.join(':')}::`;
}

function groupsOf(ip: string): number[] {
  const [address = ''] = ip.split('%'); // without a zone
  // A URL writes IPv4 at the end in hexadecimal, too.
  const [head = [], tail = []] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))));
  return [...head, ...Array<number>(GROUPS - head.length - tail.length).fill(0), ...tail];
}
