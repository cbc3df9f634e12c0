import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldOf, fixture, listIn } from '../json.ts';
import { alertsFrom1, ask, idOf, listed, started } from './ask.ts';

const ALERTS = '/v1/data/alerts';

describe('an alert', () => {
  it.each(['complete1', 'complete2', 'complete3'])('is served as it is: %s', async (name) => {
    const alert = fixture(`rapid7-threat-command/alert/${name}.json`);
    const id = String(fieldOf(alert, '_id'));
    const sandbox = await started({ alerts: [{ ...Object(alert), _id: id }] });

    const answer = await ask(sandbox, `${ALERTS}/get-complete-alert/${id}`);

    expect([answer.status, answer.json]).toEqual([200, alert]);
  });

  it.each([
    'get-complete-alert',
    'csv-file',
    'alert-image',
    'takedown-status',
    'blocklist-status',
    'activity-log',
    'ask-the-analyst-conversation',
  ])('that does not exist answers 404 without a body at %s', async (address) => {
    const sandbox = await started();

    const answer = await ask(sandbox, `${ALERTS}/${address}/${idOf(1)}`);

    expect([answer.status, answer.text]).toEqual([404, '']);
  });

  it('added while the service runs has every field of the fixture and goes last in the listing', async () => {
    const sandbox = await started({ alerts: alertsFrom1(1) });
    const added = sandbox.addAlert({ _id: idOf(7), Details: { Title: 'New', Severity: 'Low', SubType: undefined } });

    const { json } = await ask(sandbox, `${ALERTS}/get-complete-alert/${idOf(7)}`);

    expect(json).toEqual(added);
    expect(Object.keys(Object(json)).toSorted()).toEqual(
      Object.keys(Object(fixture('rapid7-threat-command/alert/complete1.json'))).toSorted(),
    );
    expect(fieldOf(json, 'Details')).toMatchObject({ Title: 'New', Severity: 'Low', Type: 'Phishing' });
    expect(fieldOf(json, 'Details')).not.toHaveProperty('SubType');
    expect(await listed(sandbox)).toEqual([1, 7]);
  });

  it('changed or removed while the service runs shows so at once', async () => {
    const sandbox = await started({ alerts: alertsFrom1(3) });
    sandbox.changeAlert(idOf(1), { Details: { Severity: 'Low' }, Assignees: undefined });
    sandbox.removeAlert(idOf(2));

    const { json } = await ask(sandbox, `${ALERTS}/get-complete-alert/${idOf(1)}`);

    expect(json).toMatchObject({ Details: { Title: 'Alert 1', Severity: 'Low' } });
    expect(json).not.toHaveProperty('Assignees');
    expect(await listed(sandbox)).toEqual([3, 1]);
    expect(() => sandbox.changeAlert(idOf(2), {})).toThrow('there is no alert');
    expect(() => sandbox.addAlert({ _id: idOf(1) })).toThrow('exists already');
  });
});

describe('what is kept with an alert', () => {
  const csv = readFileSync(
    new URL('../../fixtures/rapid7-threat-command/alert/alert_csv.csv', import.meta.url),
    'utf8',
  );
  const png = readFileSync(new URL('../../fixtures/rapid7-threat-command/alert/alert_image.png', import.meta.url));
  const gif = Buffer.from('GIF89a-rest');

  it('is its CSV byte for byte, or 400 where it has none', async () => {
    const sandbox = await started();
    const { _id: withCsv } = sandbox.addAlert({ enclosed: { csv: `${csv}ä` } });
    const { _id: without } = sandbox.addAlert();

    const found = await ask(sandbox, `${ALERTS}/csv-file/${withCsv}`);
    const none = await ask(sandbox, `${ALERTS}/csv-file/${without}`);

    expect(found.bytes.equals(Buffer.from(`${csv}ä`))).toBe(true);
    expect(found.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(none.status).toBe(400);
  });

  it('is its images, under given ids or new ones, each with its own type', async () => {
    const sandbox = await started();
    const { _id: id } = sandbox.addAlert({
      Details: { Images: ['shot-1'] },
      enclosed: { images: [{ id: 'shot-1', bytes: png }, { bytes: gif }, { bytes: Buffer.from('?') }] },
    });
    const { json } = await ask(sandbox, `${ALERTS}/get-complete-alert/${id}`);
    const ids = listIn(fieldOf(json, 'Details'), 'Images').map(String);

    const images = await Promise.all(ids.map((image) => ask(sandbox, `${ALERTS}/alert-image/${image}`)));

    expect(ids).toEqual(['shot-1', expect.stringMatching(/^[\da-f]{24}$/), expect.stringMatching(/^[\da-f]{24}$/)]);
    expect(images.map(({ headers }) => headers.get('content-type'))).toEqual([
      'image/png',
      'image/gif',
      'application/octet-stream',
    ]);
    expect(images[0]?.bytes.equals(png)).toBe(true);
  });

  it('is its conversation, blocklist and takedown state', async () => {
    const conversation = [{ Date: '2026-03-09T14:53:46.843Z', Initiator: 'Intsights', Message: 'Hi' }];
    const blocklist = [{ Value: 'evil.example', Status: 'NotSent' }];
    const sandbox = await started({
      alerts: [{ _id: idOf(1), enclosed: { conversation, blocklist } }, { _id: idOf(2) }],
    });

    const read = async (deed: string, id: number) => ask(sandbox, `${ALERTS}/${deed}/${idOf(id)}`);

    expect((await read('ask-the-analyst-conversation', 1)).json).toEqual(conversation);
    expect((await read('ask-the-analyst-conversation', 2)).status).toBe(204);
    expect((await read('blocklist-status', 1)).json).toEqual(blocklist);
    expect((await read('blocklist-status', 2)).json).toEqual([]);
    expect((await read('takedown-status', 1)).text).toBe('NotSent');
    expect((await read('activity-log', 1)).json).toEqual([]);
    expect((await read('get-complete-alert', 1)).json).toEqual({ _id: idOf(1) });
  });
});

describe('the vendor’s own words', () => {
  it.each([
    ['types-subtypes-relations', 'alert/list_type.json'],
    ['source-types', 'alert/list_source_type.json'],
    ['scenario-relations', 'alert/list_scenario.json'],
  ])('%s are those of the fixture', async (address, file) => {
    const sandbox = await started();

    expect((await ask(sandbox, `${ALERTS}/${address}`)).json).toEqual(fixture(`rapid7-threat-command/${file}`));
  });

  it.each([
    ['?type=Phishing', 6],
    ['?type=Phishing&subType=PhishingWatch', 1],
    ['?subType=BlackMarket', 17],
    ['?type=Phishing&subType=BlackMarket', 0],
  ])('scenarios can be narrowed: %s', async (query, count) => {
    const sandbox = await started();

    expect((await ask(sandbox, `${ALERTS}/scenario-relations${query}`)).json).toHaveLength(count);
  });

  it('refuse a type that is none', async () => {
    expect((await ask(await started(), `${ALERTS}/scenario-relations?type=Other`)).status).toBe(422);
  });
});

describe('a new alert', () => {
  const details = {
    Title: 'Seen by our own people',
    Description: 'A copy of the portal.',
    Type: 'Phishing',
    SubType: 'CompanyPhishingWebsite',
    Severity: 'High',
    Source: { Type: 'Black Market', NetworkType: 'DarkWeb', Date: '' },
  };
  const create = async (body: unknown, options = {}) => {
    const sandbox = await started(options);
    return { sandbox, answer: await ask(sandbox, `${ALERTS}/add-alert`, { method: 'PUT', body }) };
  };

  it('is answered with its id as text, and is there with its image', async () => {
    const image = Buffer.from('GIF89a');
    const Images = [{ Type: 'gif', Data: image.toString('base64') }];

    const { sandbox, answer } = await create({ Details: { ...details, Images } });

    const { json } = await ask(sandbox, `${ALERTS}/get-complete-alert/${answer.text}`);
    const [imageId] = listIn(fieldOf(json, 'Details'), 'Images');
    expect([answer.status, answer.text]).toEqual([200, expect.stringMatching(/^[\da-f]{24}$/)]);
    expect(json).toMatchObject({
      Details: { Title: details.Title, Source: { Type: 'Black Market', NetworkType: 'DarkWeb', URL: null } },
      Closed: { IsClosed: false },
    });
    expect((await ask(sandbox, `${ALERTS}/alert-image/${String(imageId)}`)).bytes.equals(image)).toBe(true);
  });

  it.each([
    ['found', '2018-01-01T00:00:00.000Z'],
    ['now', '2026-06-01T00:00:00.000Z'],
  ] as const)('with a found date is updated then, or now: %s', async (createdAlertDate, expected) => {
    const now = () => new Date('2026-06-01T00:00:00.000Z');
    const { sandbox } = await create(
      { FoundDate: '2018-01-01T00:00:00.000Z', Details: details },
      { createdAlertDate, now },
    );

    expect(sandbox.alerts()).toMatchObject([{ FoundDate: '2018-01-01T00:00:00.000Z', UpdateDate: expected }]);
  });

  it('can be told by its scenario alone', async () => {
    const { Type: _, SubType: __, ...rest } = details;

    const { sandbox } = await create({ Details: rest, Scenario: 'GenesisBot' });

    expect(sandbox.alerts()).toMatchObject([{ Details: { Type: 'AttackIndication', SubType: 'BotDataForSale' } }]);
  });

  it.each([
    [
      'a source that is none',
      { Details: { ...details, Source: { ...details.Source, Type: 'BlackMarket' } } },
      400,
      'InvalidSourceType',
    ],
    ['a sub-type of another type', { Details: { ...details, SubType: 'OpenPorts' } }, 400, 'InvalidSubAlertType'],
    ['no sub-type', { Details: { ...details, SubType: undefined } }, 400, 'InvalidSubAlertType'],
    ['an unknown scenario', { Details: details, Scenario: 'Nothing' }, 422, ''],
    ['a severity in another case', { Details: { ...details, Severity: 'high' } }, 422, ''],
    ['no title', { Details: { ...details, Title: undefined } }, 422, ''],
    ['a type with a blank', { Details: { ...details, Type: 'Data Leakage' } }, 422, ''],
    ['an image that is no base64', { Details: { ...details, Images: [{ Type: 'gif', Data: '%' }] } }, 422, ''],
    ['a date that is none', { FoundDate: 'today', Details: details }, 422, ''],
    ['no JSON', 'title=x', 422, ''],
  ])('is refused for %s', async (_, body, status, text) => {
    const { sandbox, answer } = await create(body);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(sandbox.alerts()).toEqual([]);
  });
});
