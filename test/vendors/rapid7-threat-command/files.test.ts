import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { csvRecords, maskedCsv, readCsv } from '../../../src/vendors/rapid7-threat-command/csv.ts';
import { failureOf } from '../../http/support.ts';
import { incident } from '../../support/drafts.ts';
import { sendJson } from '../../support/http-server.ts';
import type { Answer } from '../../support/http-server.ts';
import { openAccount } from '../../support/rapid7-account.ts';
import { idOf, wireAlert } from '../../support/rapid7-alert-book.ts';

const id = '59490dabe57c281391e11ceb';
const { signal } = new AbortController();
const csvGet = 'threat-command-alert-csv-get';
const imageList = 'threat-command-alert-image-list';

async function fixture(name: string): Promise<Buffer> {
  return readFile(new URL(`../../fixtures/rapid7-threat-command/alert/${name}`, import.meta.url));
}

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** CONTRACT.md §7.3.1. */
describe("an alert's CSV", () => {
  it.each([
    ['alert_csv.csv', 'alert_csv_response.json'],
    ['alert_csv_2_tab_reconstructed.csv', 'alert_csv_response_2.json'],
  ])('%s is read as %s', async (file, expected) => {
    const table = readCsv(await fixture(file));

    const { content } = JSON.parse((await fixture(expected)).toString('utf8')) as { content: unknown };
    expect(table && csvRecords(table)).toEqual(content);
  });

  it.each([
    ['missing cells', 'a,b\n1', [{ a: '1', b: null }]],
    ['quotes, commas and lines inside a cell', 'a,b\n"x, ""y""\nz",2\n', [{ a: 'x, "y"\nz', b: '2' }]],
    ['a mark of byte order', '\uFEFFa,b\n1,2', [{ a: '1', b: '2' }]],
    ['a loose quote', 'a,b\n1 " 2,3', [{ a: '1 " 2', b: '3' }]],
    ['one column of texts with tabs', 'a\n1\t2', [{ a: '1\t2' }]],
  ])('may have %s', (_name, text, expected) => {
    const table = readCsv(Buffer.from(text));

    expect(table && csvRecords(table)).toEqual(expected);
  });

  it.each(['', 'only,a,header\n'])('is no table where it is %j', (text) => {
    expect(readCsv(Buffer.from(text))).toBeUndefined();
  });

  it('reaches people with its secrets masked and its formulas disarmed', () => {
    const masked = textOf(maskedCsv(Buffer.from('user,Password,note\na@acme.example,hunter2,=cmd()\n')));

    expect(masked).toBe("user,Password,note\na@acme.example,••••••,'=cmd()\n");
  });
});

describe('threat-command-alert-csv-get', () => {
  it('gives the rows, a table without the empty column, and a file without passwords', async () => {
    const bytes = await fixture('alert_csv.csv');
    const account = await openAccount({ answer: (response) => response.end(bytes) });

    const result = await account.run(csvGet, { alert_id: id });

    expect(account.seen.map(({ url }) => url)).toEqual([`/public/v1/data/alerts/csv-file/${id}`]);
    expect(result.text).toBe(`Alert "${id}" CSV file.`);
    expect(result.outputs['ThreatCommand.CSV']).toEqual([
      JSON.parse((await fixture('alert_csv_response.json')).toString('utf8')),
    ]);
    expect(result.sections).toMatchObject([
      { kind: 'table', table: { columns: ['System', 'URL', 'Email', 'Pass'], sensitive: ['Pass'] } },
    ]);
    expect(result.files).toMatchObject([{ name: `${id}.csv`, type: 'text/csv' }]);
    expect(textOf(result.files?.[0]?.bytes)).not.toContain('EXAMPLE-PASSWORD');
  });

  it('says that there is none on a 400', async () => {
    const account = await openAccount({ answer: (response) => response.writeHead(400).end('no csv') });

    const result = await account.run(csvGet, { alert_id: id });

    expect(result).toMatchObject({ text: `Alert "${id}" does not have a CSV file.`, outputs: {} });
  });

  it('fails on a 400 that is about something else', async () => {
    const account = await openAccount({ answer: (response) => response.writeHead(400).end('MissingAccountIdHeader') });

    const error = await failureOf(account.run(csvGet, { alert_id: id }));

    expect(error.message).toBe('Missing Account ID.');
  });
});

const images: Answer = (response, _nth, { url }) => {
  if (url.includes('get-complete-alert'))
    return sendJson(response, wireAlert(1, { Details: { Images: ['i1', 'i2', '../x'] } }));
  if (url.endsWith('/i1')) return response.end(Buffer.from('\x89PNG\r\n', 'latin1'));
  if (url.endsWith('/i2')) return response.end(Buffer.from('\xff\xd8\xff\xe0', 'latin1'));
  return response.writeHead(403).end('no');
};

describe('threat-command-alert-image-list', () => {
  it('gives each image under the name of its own format, and names what cannot be read', async () => {
    const account = await openAccount({ answer: images });

    const result = await account.run(imageList, { alert_id: idOf(1) });

    expect(result.text).toBe(`Alert "${idOf(1)}" Images list.`);
    expect(result.files?.map(({ name, type }) => [name, type])).toEqual([
      ['i1.png', 'image/png'],
      ['i2.jpeg', 'image/jpeg'],
    ]);
    expect(JSON.stringify(result.sections)).toContain('could not be read: Status Code: 403');
    expect(account.seen.map(({ url }) => url)).toContain('/public/v1/data/alerts/alert-image/..%2Fx');
  });

  it('says so where there is none', async () => {
    const account = await openAccount();
    account.book.put(wireAlert(1));

    const result = await account.run(imageList, { alert_id: idOf(1) });

    expect(result.text).toBe(`Alert "${idOf(1)}" does not contain images.`);
  });
});

describe("an incident's attachments", () => {
  it.each([
    [{}, undefined],
    [{ csv: true }, ['csv']],
    [{ attachments: true }, ['image:i1']],
    [{ csv: true, attachments: true }, ['image:i1', 'csv']],
  ])('are named by what is switched on: %j', async (fetch, expected) => {
    const account = await openAccount({ settings: { fetch } });
    account.book.put(wireAlert(1, { Details: { Images: ['i1'] } }));

    await account.poll();

    expect(account.known.drafts.get(idOf(1))?.attachments).toEqual(expected);
  });

  it('are fetched when they are posted, also for a sub-account', async () => {
    const account = await openAccount({ answer: images, settings: { subAccountId: 'customer-7' } });

    const file = await account.vendor.attachment?.(incident({ externalId: id }), 'image:i2', signal);

    expect(file).toMatchObject({ name: 'i2.jpeg', type: 'image/jpeg' });
    expect(account.seen[0]?.headers['account-id']).toBe('customer-7');
  });

  it.each([
    ['csv', 400],
    ['image:gone', 404],
    ['other', 200],
  ])('are absent where there is no %s', async (attachment, status) => {
    const account = await openAccount({ answer: (response) => response.writeHead(status).end() });

    const file = await account.vendor.attachment?.(incident({ externalId: id }), attachment, signal);

    expect(file).toBeUndefined();
  });
});
