/** What a person must be allowed to: `read` is everyone's, the others are configured (INTERFACE §3). */
export const rights = ['read', 'respond', 'act', 'reveal', 'admin'] as const;
export type Right = (typeof rights)[number];

/** Who holds a right: `everyone`, user ids, `@usergroup` handles. */
export type Holders = 'everyone' | readonly string[];
export type AccessPolicy = { readonly [right in Exclude<Right, 'read'>]: Holders };

/** Who asks. `local` is the operator's own terminal, which holds every right. */
export type Actor =
  | { readonly kind: 'slack'; readonly userId: string; readonly teamId?: string }
  | { readonly kind: 'local' }
  | { readonly kind: 'rule' };

/** Whether `policy` gives `right` to a person who is in `groups` (handles, with `@`). */
export function holds(
  policy: AccessPolicy,
  right: Right,
  person: { readonly userId: string; readonly groups: readonly string[] },
): boolean {
  if (right === 'read') return true;
  const holders = policy[right];
  if (holders === 'everyone' || holders.includes('everyone')) return true;
  return holders.includes(person.userId) || person.groups.some((group) => holders.includes(group));
}
