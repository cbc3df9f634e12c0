import type { Trouble } from '../domain/errors.ts';

/** Where a connection was tried to. */
export interface Around {
  readonly host: string;
  /** The vendor's name for people. */
  readonly vendor: string;
  readonly usesProxy: boolean;
}

/** What an operator can do where a vendor's host gave no usable answer, likeliest first. */
export function troubleFixes(trouble: Trouble, around: Around): readonly string[] {
  const hint = around.usesProxy ? 'Check `proxy`: can it reach the host?' : 'Is a proxy needed here? Then set `proxy`.';
  return trouble === 'proxy' ? [fixes.proxy(around)] : [fixes[trouble](around), hint];
}

const fixes: { readonly [trouble in Trouble]: (around: Around) => string } = {
  dns: ({ host }) => `Check that this machine reaches ${host}: its name cannot be resolved. Is the URL spelt right?`,
  connection: ({ host }) => `Check that this machine reaches ${host}, and that a firewall lets it through.`,
  timeout: ({ host }) => `Check that this machine reaches ${host}; raise \`timeout\` where it is only slow.`,
  tls: ({ host }) =>
    `Check the certificate of ${host}. Where a proxy or firewall puts its own in place, trust it with ` +
    'NODE_EXTRA_CA_CERTS; `insecure: true` trusts any certificate, for tests only.',
  proxy: ({ host }) => `Check \`proxy\`: its address, its credentials, and whether it lets ${host} through.`,
  server: ({ vendor }) => `The trouble is on ${vendor}'s side: try again later.`,
  cancelled: () => 'Try again.',
};
