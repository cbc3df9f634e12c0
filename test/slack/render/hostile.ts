import * as fc from 'fast-check';
import type { Answer, Line, Section, Span } from '../../../src/domain/answer.ts';
import type { Card, CardAction, Table } from '../../../src/domain/card.ts';
import type { CommandArgument } from '../../../src/domain/command.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { indicatorKinds } from '../../../src/domain/indicator.ts';
import { severities } from '../../../src/domain/severity.ts';
import type { Form } from '../../../src/pipeline/desk.ts';
import { cardSample, incidentSample } from '../samples.ts';

const snippets = [
  '',
  ' ',
  '\n\n\n\n',
  '<!channel>',
  '<@U012AB3CD>',
  '<https://evil.example|https://bank.example>',
  'http://evil.example/?a=1&b=<2>|x',
  '&amp;&lt;',
  '*bold* _it_ ~s~ `c` ```b```',
  '> quote',
  '\u202Etxt.exe\u202C',
  '\u0000\u0007\u001b[31m',
  '\u200b\u2060\ufeff',
  '😀👩‍👩‍👧🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '\ud800',
  'password: hunter2',
  '4111 1111 1111 1111',
  ':tada: @here #general',
  'user@evil.example',
  '192.0.2.1',
];

/** Text as the worst vendor sends it: markup, controls, emoji, secrets, short, empty and very long. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...snippets) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...snippets), { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...snippets, 'a', '&', '<', '😀', '_', 'é'), fc.integer({ min: 1, max: 5000 }))
      .map(([part, times]) => part.repeat(Math.min(times, Math.ceil(9000 / Math.max(part.length, 1))))),
  },
);

const texts = (maxLength: number) => fc.array(hostileText, { maxLength });
const facts = fc.array(fc.record({ label: hostileText, value: hostileText }), { maxLength: 25 });
const indicators = fc.array(fc.record({ kind: fc.constantFrom(...indicatorKinds), value: hostileText }), {
  maxLength: 30,
});

const table: fc.Arbitrary<Table> = fc
  .record({ title: hostileText, columns: fc.array(hostileText, { maxLength: 24 }) })
  .chain(({ title, columns }) =>
    fc.record({
      title: fc.constant(title),
      columns: fc.constant(columns),
      rows: fc.array(fc.array(hostileText, { minLength: columns.length, maxLength: columns.length }), { maxLength: 6 }),
    }),
  );

const action: fc.Arbitrary<CardAction> = fc
  .record({
    command: fc.constantFrom('threatmon_update_incident_status', 'threatmon_request_takedown', 'x'.repeat(300)),
    label: hostileText,
    args: fc.dictionary(fc.string({ maxLength: 10 }), hostileText, { maxKeys: 3 }),
    place: fc.constantFrom('button' as const, 'menu' as const),
    form: fc.boolean(),
    confirmed: fc.boolean(),
    words: hostileText,
  })
  .map(({ confirmed, words, ...rest }) => ({
    ...rest,
    ...(confirmed && { confirm: { title: words, text: words, confirm: words, deny: words } }),
  }));

/** An incident whose every text is hostile. */
export const hostileIncident: fc.Arbitrary<Incident> = fc
  .record({
    key: hostileText,
    instance: hostileText,
    type: hostileText,
    title: hostileText,
    description: hostileText,
    severity: fc.constantFrom(...severities),
    severityLabel: hostileText,
    status: hostileText,
    closed: fc.boolean(),
    occurredAt: fc.constantFrom('2026-09-03T10:22:00.000Z', 'never'),
    closedAt: fc.constantFrom('2026-09-04T10:22:00.000Z', ''),
    assets: texts(15),
    tags: texts(15),
    indicators,
    tlp: hostileText,
    link: fc.oneof(hostileText, fc.webUrl({ withQueryParameters: true, withFragments: true })),
    facts,
    assignee: fc.constantFrom('U012AB3CD', '<!here>', ''),
    absentSince: fc.constantFrom('2026-09-04T10:22:00.000Z', '<!here>'),
  })
  .map((fields) => incidentSample(fields));

export const hostileCard: fc.Arbitrary<Card> = fc
  .record({
    source: hostileText,
    facts,
    tables: fc.array(table, { maxLength: 2 }),
    actions: fc.array(action, { maxLength: 12 }),
  })
  .map((fields) => cardSample(fields));

const span: fc.Arbitrary<Span> = fc.oneof(
  hostileText,
  hostileText.map((bold) => ({ bold })),
  hostileText.map((code) => ({ code })),
  fc.oneof(hostileText, fc.constantFrom('U1', 'U012AB3CD', 'W0', 'local')).map((user) => ({ user })),
  hostileText.map((at) => ({ at })),
  hostileText.map((value) => ({ indicator: { kind: 'url' as const, value } })),
  fc.record({ link: fc.oneof(hostileText, fc.webUrl()), label: hostileText }),
);
const line: fc.Arbitrary<Line> = fc.oneof(hostileText, fc.array(span, { maxLength: 5 }));
const lines = fc.array(line, { maxLength: 60 });

const answerSection: fc.Arbitrary<Section> = fc.oneof(
  lines.map((given) => ({ kind: 'text' as const, lines: given })),
  lines.map((items) => ({ kind: 'list' as const, items })),
  hostileText.map((text) => ({ kind: 'record' as const, record: { text, [text]: [text] } })),
  table.map((given) => ({ kind: 'table' as const, table: given })),
  facts.map((given) => ({ kind: 'revealed' as const, facts: given })),
  fc
    .array(fc.record({ label: hostileText, commandLine: hostileText }), { maxLength: 30 })
    .map((choices) => ({ kind: 'choices' as const, choices })),
  fc.record({ incident: hostileIncident, card: hostileCard }).map((given) => ({ kind: 'incident' as const, ...given })),
);

export const hostileAnswer: fc.Arbitrary<Answer> = fc.record({
  tone: fc.constantFrom('ok' as const, 'info' as const, 'warning' as const, 'error' as const),
  title: hostileText,
  sections: fc.array(answerSection, { maxLength: 5 }),
});

const argument: fc.Arbitrary<CommandArgument> = fc
  .record({
    summary: hostileText,
    kind: fc.constantFrom('text', 'long-text', 'choice', 'choices', 'number', 'boolean', 'date', 'list' as const),
    required: fc.boolean(),
    choices: fc.uniqueArray(hostileText, { maxLength: 120 }),
    default: hostileText,
    example: hostileText,
  })
  .map((fields) => ({ ...fields, name: 'x' }));

export const hostileForm: fc.Arbitrary<Form> = fc
  .record({
    command: fc.constantFrom('threatmon_request_takedown', 'x', '_', 'y'.repeat(100)),
    summary: hostileText,
    arguments: fc.array(argument, { maxLength: 8 }),
    known: hostileText,
    instances: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 120 }),
    words: hostileText,
  })
  .map(({ known, words, arguments: given, ...form }) => {
    const named = given.map((one, index) => ({ ...one, name: `arg${index}` }));
    return {
      ...form,
      arguments: named,
      values: Object.fromEntries(named.map(({ name }) => [name, known])),
      confirm: { title: words, text: words, confirm: words, deny: words },
    };
  });
