import { describe, expect, it } from 'vitest';
import { toldBy, tryAsProcesses, tryThreeWays } from './comparison.ts';
import { groupIbTrial } from './group-ib-cases.ts';

describe('every command of Group-IB', () => {
  it('asks and answers the same typed, as a form and in the terminal', { timeout: 240_000 }, async () => {
    const tried = await tryThreeWays(groupIbTrial);

    expect(tried.untried).toEqual([]);
    expect(Object.values(tried.typed).filter(({ text }) => !text.startsWith('✅'))).toEqual([]);
    expect(tried.form).toEqual(tried.typed);
    expect(tried.terminal).toEqual(toldBy(tried.typed));
    expect(tried.asked).toEqual({ typed: [], form: [] });
  });

  it('runs as a process of its own as it does within one', async () => {
    const tried = await tryAsProcesses(groupIbTrial, [
      'gibti-get-compromised-account-info',
      'gibti-local-search',
      'gib_set_status',
    ]);

    expect(tried.asProcess).toHaveLength(3);
    expect(tried.asProcess).toEqual(tried.inProcess);
  });
});
