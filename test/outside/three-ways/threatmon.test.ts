import { describe, expect, it } from 'vitest';
import { toldBy, tryAsProcesses, tryThreeWays } from './comparison.ts';
import { threatmonTrial } from './threatmon-cases.ts';

describe('every command of ThreatMon', () => {
  it('asks and answers the same typed, as a form and in the terminal', { timeout: 240_000 }, async () => {
    const tried = await tryThreeWays(threatmonTrial);

    expect(tried.untried).toEqual([]);
    expect(Object.values(tried.typed).filter(({ text }) => !text.startsWith('✅'))).toEqual([]);
    expect(tried.form).toEqual(tried.typed);
    expect(tried.terminal).toEqual(toldBy(tried.typed));
    expect(tried.asked).toEqual({
      // A takedown typed out is its own written reason.
      typed: ['threatmon_request_data_removal'],
      form: ['threatmon_request_takedown', 'threatmon_request_data_removal'],
    });
  });

  it('runs as a process of its own as it does within one', async () => {
    const tried = await tryAsProcesses(threatmonTrial, ['threatmon_update_incident_status', 'threatmon_list_cves']);

    expect(tried.asProcess).toHaveLength(2);
    expect(tried.asProcess).toEqual(tried.inProcess);
  });
});
