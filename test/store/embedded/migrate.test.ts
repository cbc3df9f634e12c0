import { describe, expect, it } from 'vitest';
import { migrate, migrations } from '../../../src/store/embedded/migrate.ts';
import { formatVersion } from '../../../src/store/embedded/schema.ts';

describe('migrations of the store file', () => {
  it('lead through every version in turn', () => {
    const steps = {
      0: ({ alarms }: { readonly [field: string]: unknown }) => ({ incidents: alarms }),
      1: ({ incidents }: { readonly [field: string]: unknown }) => ({ incidents, outbox: [] }),
    };

    expect(migrate({ version: 0, alarms: [1] }, steps, 2)).toEqual({ version: 2, incidents: [1], outbox: [] });
  });

  it('leave a document of the current version as it is', () => {
    const document = { version: formatVersion, incidents: [] };

    expect(migrate(document)).toBe(document);
  });

  it('give nothing where a step is missing', () => {
    expect(migrate({ version: 0 }, { 1: (document) => document }, 2)).toBeUndefined();
  });

  it('are there for every version that was released before', () => {
    const released = Array.from({ length: formatVersion - 1 }, (_, index) => index + 1);

    expect(Object.keys(migrations).map(Number)).toEqual(released);
  });
});
