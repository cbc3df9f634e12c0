import { describe, expect, it } from 'vitest';
import { mayBeTakenDown, presentAlarm } from '../../../src/vendors/threatmon/present.ts';
import { incident } from '../../support/drafts.ts';

describe("an alarm's card", () => {
  it('names its source, its code and the facts of the record', () => {
    const card = presentAlarm(incident({ externalId: '77', facts: [{ label: 'Risk score', value: '7' }] }));

    expect(card.source).toBe('ThreatMon');
    expect(card.facts).toEqual([
      { label: 'Risk score', value: '7' },
      { label: 'Alarm code', value: '77' },
    ]);
  });

  it('has a button for each usual status and the rest in the menu, without the current one', () => {
    const { actions } = presentAlarm(incident({ externalId: '77', status: 'Open' }));

    const setters = actions.filter(({ command }) => command === 'threatmon_update_incident_status');
    expect(setters.map(({ label, place, style }) => [label, place, style])).toEqual([
      ['In Progress', 'button', 'primary'],
      ['Resolved', 'button', undefined],
      ['False Positive', 'button', undefined],
      ['Ignore', 'menu', undefined],
    ]);
    expect(setters[1]?.args).toEqual({ alarmId: '77', status: 'Resolved' });
  });

  it.each(['New', 'Escalated'])('offers every status on one that is %s', (status) => {
    const { actions } = presentAlarm(incident({ status }));

    expect(actions.filter(({ command }) => command === 'threatmon_update_incident_status').length).toBe(5);
  });

  it('offers a takedown, with a confirmation, where the kind is eligible, and its form in the menu', () => {
    const { actions } = presentAlarm(incident({ externalId: '77', description: 'First line.\nSecond.' }));

    const args = { findingId: '77', finding: 'Phishing Domain Detected: First line.' };
    expect(actions.filter(({ command }) => command === 'threatmon_request_takedown')).toMatchObject([
      { place: 'button', style: 'danger', args, confirm: { title: 'Request a takedown?' } },
      { place: 'menu', form: true },
    ]);
  });

  it('offers none where it is not', () => {
    const { actions } = presentAlarm(incident({ type: 'Open Port Detected', title: 'Open Port Detected' }));

    expect(actions.filter(({ command }) => command === 'threatmon_request_takedown')).toEqual([]);
  });

  it.each([
    ['Phishing Domain Detected', true],
    ['Rogue Mobile App Detected', true],
    ['Fake SM Account Detected', true],
    ['PHISHING URL DETECTED', true],
    ['Fake Mobile Application Found', true],
    ['Impersonating Social Media Profile', true],
    ['Open Port Detected', false],
    ['Leaked Credential Detected', false],
    ['Vulnerable Application Detected', false],
    ['Phishing Awareness Training', false],
  ])('%s may be taken down: %s', (title, expected) => {
    expect(mayBeTakenDown(title)).toBe(expected);
  });
});
