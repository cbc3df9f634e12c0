import { describe, expect, it } from 'vitest';
import { type Block } from '../../../src/slack/render/block-kit.ts';
import { renderIncident } from '../../../src/slack/render/incident.ts';
import { cardSample, incidentSample, statusAction } from '../samples.ts';

function elementsOf(blocks: readonly Block[]) {
  return blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
}

describe('an open incident', () => {
  it('is a card that says what, how bad, since when, where, and what to do', () => {
    expect(renderIncident({ incident: incidentSample(), card: cardSample() })).toMatchSnapshot();
  });

  it('shows the word of the vendor where it says something else', () => {
    const { blocks } = renderIncident({ incident: incidentSample({ severityLabel: 'Yüksek' }), card: cardSample() });

    expect(JSON.stringify(blocks)).toContain('🟠 High (vendor: Yüksek)');
  });

  it('has its severity in the heading, and not once more below', () => {
    const { blocks } = renderIncident({ incident: incidentSample(), card: cardSample() });

    expect(JSON.stringify(blocks[0])).toContain('🟠 High: Stolen credentials');
    expect(JSON.stringify(blocks[1])).not.toContain('Severity');
  });

  it('has no severity in the heading where the vendor gives none, and says so below', () => {
    const incident = incidentSample({ severity: 'unknown', severityLabel: 'Unknown' });

    const { blocks } = renderIncident({ incident, card: cardSample() });

    expect(JSON.stringify(blocks[0])).toContain('⚪ Stolen credentials');
    expect(JSON.stringify(blocks[1])).toContain('Severity*\\n⚪ Unknown severity"');
  });

  it('shows a dozen facts and counts the others', () => {
    const facts = Array.from({ length: 13 }, (_, index) => ({ label: `Fact ${index}`, value: 'x' }));

    const { blocks } = renderIncident({ incident: incidentSample(), card: cardSample({ facts }) });

    expect(JSON.stringify(blocks)).toContain('Fact 11');
    expect(JSON.stringify(blocks)).not.toContain('Fact 12');
    expect(JSON.stringify(blocks)).toContain('+ 1 more in Details');
  });

  it('shows its first table, a lone row without a grid, and names the others', () => {
    const lone = { title: 'Events', columns: ['City', 'CVV', 'ASN'], rows: [['Oslo', '123', '']], sensitive: ['CVV'] };
    const other = { title: 'Actors', columns: ['Name'], rows: [['One'], ['Two']] };

    const { blocks } = renderIncident({ incident: incidentSample(), card: cardSample({ tables: [lone, other] }) });

    const text = JSON.stringify(blocks);
    expect(blocks.map(({ type }) => type)).not.toContain('table');
    expect(text).toContain('"text":"Oslo"');
    expect(text).not.toContain('123');
    expect(text).not.toContain('ASN');
    expect(text).toContain('Also in Details: Actors (2)');
  });

  it('shows as much of a wide table as is seen without scrolling, and names the rest', () => {
    const columns = ['a', 'b', 'c', 'd', 'e', 'Provider'];
    const wide = { title: 'Events', columns, rows: [columns, columns] };

    const { blocks } = renderIncident({ incident: incidentSample(), card: cardSample({ tables: [wide] }) });

    const table = blocks.find(({ type }) => type === 'table');
    expect(table).toMatchObject({ column_settings: Array.from({ length: 4 }, () => ({ is_wrapped: true })) });
    expect(JSON.stringify(table)).not.toContain('Provider');
    expect(JSON.stringify(blocks)).toContain('Also in Details: e, Provider');
  });

  it('counts the indicators that it does not show', () => {
    const indicators = Array.from({ length: 30 }, (_, index) => ({ kind: 'ip' as const, value: `192.0.2.${index}` }));

    const { blocks } = renderIncident({ incident: incidentSample({ indicators }), card: cardSample() });

    expect(JSON.stringify(blocks)).toContain('30 IP addresses');
    expect(JSON.stringify(blocks)).toContain('+ 10 more');
  });

  it('offers Reveal where something is masked, and only there', () => {
    const secretive = cardSample({ facts: [{ label: 'Password', value: 'hunter2' }] });
    const ids = (card: typeof secretive) =>
      elementsOf(renderIncident({ incident: incidentSample(), card }).blocks).map(({ action_id: id }) => id);

    expect(ids(secretive)).toContain('picket_reveal');
    expect(ids(cardSample())).not.toContain('picket_reveal');
  });

  it('says since when the vendor does not list it any more', () => {
    const incident = incidentSample({ absentSince: '2026-09-04T08:00:00.000Z' });

    const { blocks } = renderIncident({ incident, card: cardSample() });

    expect(JSON.stringify(blocks)).toContain("No longer in the vendor's list since <!date^1788508800^");
  });
});

describe('a closed incident', () => {
  it('is shown as closed: its status first, when and what it was, without its description', () => {
    const incident = incidentSample({ closed: true, status: 'Resolved', closedAt: '2026-09-04T08:00:00.000Z' });

    expect(renderIncident({ incident, card: cardSample() })).toMatchSnapshot();
  });
});

describe('the actions of an incident', () => {
  it('carry the command, a slug of the label, and the arguments', () => {
    const { blocks } = renderIncident({ incident: incidentSample(), card: cardSample() });

    expect(blocks.at(-1)).toMatchObject({ block_id: 'picket:acme-threatmon:1042' });
    expect(elementsOf(blocks)[2]).toMatchObject({
      action_id: 'threatmon_update_incident_status:false-positive-2',
      value: '{"a":{"alarmId":"1042","status":"False Positive"}}',
    });
  });

  it('share a menu named after the command of most of them; the others name theirs', () => {
    const other = { ...statusAction('Evidence', 'menu'), command: 'threatmon_get_evidence' };
    const mixed = cardSample({ actions: [other, statusAction('Open', 'menu'), statusAction('Ignore', 'menu')] });

    const menu = elementsOf(renderIncident({ incident: incidentSample(), card: mixed }).blocks).at(-1);

    expect(menu).toMatchObject({
      type: 'overflow',
      action_id: 'threatmon_update_incident_status:menu',
      options: [
        { value: '{"a":{"alarmId":"1042","status":"Evidence"},"c":"threatmon_get_evidence"}' },
        { value: '{"a":{"alarmId":"1042","status":"Open"}}' },
        { value: '{"a":{"alarmId":"1042","status":"Ignore"}}' },
      ],
    });
  });

  it('become a button where a menu could not carry or confirm them', () => {
    const confirm = { title: 'Sure?', text: 'It costs.', confirm: 'Yes', deny: 'No' };
    const actions = [
      { ...statusAction('Costly', 'menu'), confirm },
      { ...statusAction('Long', 'menu'), args: { text: 'x'.repeat(500) } },
    ];

    const elements = elementsOf(renderIncident({ incident: incidentSample(), card: cardSample({ actions }) }).blocks);

    expect(elements.map(({ type }) => type)).toEqual(['button', 'button', 'button']);
    expect(elements[0]).toMatchObject({ confirm: { title: { text: 'Sure?' } } });
  });

  it('become a select beyond five in the menu, and rows beyond five buttons', () => {
    const menu = Array.from({ length: 7 }, (_, index) => statusAction(`M${index}`, 'menu'));
    const buttons = Array.from({ length: 7 }, (_, index) => statusAction(`B${index}`));

    const { blocks } = renderIncident({
      incident: incidentSample(),
      card: cardSample({ actions: [...menu, ...buttons] }),
    });

    const rows = blocks.filter(({ type }) => type === 'actions');
    expect(rows.map(({ block_id: id }) => id)).toEqual(['picket:acme-threatmon:1042', 'picket+1:acme-threatmon:1042']);
    expect(elementsOf(blocks).map(({ type }) => type)).toContain('static_select');
  });

  it('are kept where the menu is all there is', () => {
    const card = cardSample({ actions: [statusAction('Open', 'menu')] });

    const elements = elementsOf(renderIncident({ incident: incidentSample(), card }).blocks);

    expect(elements.map(({ action_id: id }) => id)).toEqual([
      'picket_details',
      'threatmon_update_incident_status:menu',
    ]);
  });
});
