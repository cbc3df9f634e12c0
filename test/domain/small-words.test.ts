import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { holds } from '../../src/domain/access.ts';
import type { AccessPolicy } from '../../src/domain/access.ts';
import { nearest } from '../../src/domain/nearest.ts';
import { secret } from '../../src/domain/secret.ts';

describe('rights', () => {
  const policy: AccessPolicy = { respond: 'everyone', act: ['@soc-leads', 'U0BOSS'], reveal: [], admin: ['U0LEAD'] };

  it.each([
    ['read', 'U1', [], true],
    ['respond', 'U1', [], true],
    ['act', 'U1', [], false],
    ['act', 'U0BOSS', [], true],
    ['act', 'U1', ['@soc-leads'], true],
    ['admin', 'U1', ['@soc-leads'], false],
    ['reveal', 'U0LEAD', [], false],
  ] as const)('%s for %s in %j is %s', (right, userId, groups, held) => {
    expect(holds(policy, right, { userId, groups })).toBe(held);
  });
});

describe('the nearest known word', () => {
  it.each([
    ['lokup', 'lookup'],
    ['INCIDENT', 'incidents'],
    ['xyzzy', undefined],
  ])('to %s is %s', (word, near) => {
    expect(nearest(word, ['lookup', 'incidents', 'status'])).toBe(near);
  });
});

describe('a secret', () => {
  it('prints as a placeholder wherever it is joined, serialised or inspected', () => {
    const key = secret('s3cr3t-value');

    const printed = `${String(key)} ${JSON.stringify({ key })} ${inspect({ key }, { depth: 9 })}`;

    expect(printed).not.toContain('s3cr3t-value');
    expect(key.reveal()).toBe('s3cr3t-value');
  });
});
