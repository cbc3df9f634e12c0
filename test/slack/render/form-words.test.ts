import { describe, expect, it } from 'vitest';
import { hintOf, labelOf, titleOf } from '../../../src/slack/render/form-words.ts';
import { takedownForm } from '../samples.ts';

const long = 'What is far too long to be the title of a form';

describe('the words of a form', () => {
  it.each([
    ['threat-command-alert-takedown-request', 'Alert takedown request'],
    ['threat-command-alert-analyst-conversation-list', 'Alert analyst…'],
    ['threat-command-alert-takedown-request-status-get', 'Alert takedown request…'],
    ['threat-command-alert-activity-log-get', 'Alert activity log'],
    ['threat-command-ioc-search', 'IOC search'],
    ['threatmon_list_subscribed_cves', 'List subscribed CVEs'],
    ['gibti-get-compromised-account-info', 'Compromised account'],
    ['fetch-incidents', 'Fetch incidents'],
    ['ip', 'IP'],
    ['x'.repeat(30), `X${'x'.repeat(22)}…`],
  ])('the title of %s is %s', (command, title) => {
    expect(titleOf({ ...takedownForm, command, summary: long })).toBe(title);
  });

  it('a summary that fits is the title', () => {
    expect(titleOf({ ...takedownForm, command: 'threat-command-cve-add', summary: 'Follow CVEs' })).toBe('Follow CVEs');
  });

  it.each([
    ['alarmId', 'Alarm ID'],
    ['affected_alarms', 'Affected alarms'],
    ['urls', 'URLs'],
    ['ips', 'IPs'],
    ['ioc_value', 'IOC value'],
    ['cve_ids', 'CVE IDs'],
    ['isAPT', 'Is APT'],
    ['description', 'Description'],
  ])('the label of %s is %s', (name, label) => {
    expect(labelOf(name)).toBe(label);
  });

  it('a hint has no marks of code, which would stand there as they are, and an example as it is typed', () => {
    const argument = {
      name: 'type',
      kind: 'text',
      required: false,
      summary: 'One of `A`, `B`',
      example: '`A`',
    } as const;

    expect(hintOf(argument)).toBe('One of A, B. Example: `A`');
    expect(hintOf({ name: 'type', kind: 'text', required: false, summary: '' })).toBeUndefined();
  });
});
